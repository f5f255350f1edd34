//! What firmware tells the guest about its machine: SMBIOS tables, configuration blobs, the generation id.

use errors::{Code, Error, Result};
use model::domain::GenId;
use model::os::SmbiosMode;
use model::sysinfo::{Entries, FwCfgContent, Smbios, Sysinfo};

use crate::build::Build;
use crate::option::{Pairs, Props};

/// Writes `-smbios` for tables that are given or taken from the host; QEMU's own need no telling.
///
/// # Errors
/// `XmlError` for a definition that has none to give, `ConfigUnsupported` for a host that has none.
pub(crate) fn smbios(build: &mut Build<'_>) -> Result<()> {
    let guest = build.guest;
    let given = guest.sysinfo.iter().find_map(|sysinfo| match sysinfo {
        Sysinfo::Smbios(smbios) => Some(&**smbios),
        Sysinfo::FwCfg(_) => None,
    });
    let (tables, of_host) = match guest.os.smbios {
        None | Some(SmbiosMode::Emulate) => return Ok(()),
        Some(SmbiosMode::Sysinfo) => {
            let none = || {
                let text = format!("Domain '{}' sysinfo are not available", guest.name);
                Error::new(Code::XmlError, errors::Domain::Qemu, text)
            };
            (given.ok_or_else(none)?, false)
        }
        Some(SmbiosMode::Host) => {
            let none = || {
                let text = "Host SMBIOS information is not available";
                Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, text)
            };
            (build.resources.host_smbios.as_ref().ok_or_else(none)?, true)
        }
    };
    if tables.base_boards.len() > 1 {
        let text = "qemu does not support more than one entry to Type 2 in SMBIOS table";
        return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, text));
    }
    write_tables(build, tables, of_host);
    Ok(())
}

fn write_tables(build: &mut Build<'_>, tables: &Smbios, of_host: bool) {
    let boards = tables.base_boards.iter().map(|board| ("2", board));
    let blocks = (tables.bios.iter().map(|bios| ("0", bios)))
        .chain(tables.system.iter().map(|system| ("1", system)))
        .chain(boards)
        .chain(tables.chassis.iter().map(|chassis| ("3", chassis)));
    for (number, Entries(entries)) in blocks {
        let mut block = Pairs::headless().with("type", number);
        // A guest is a machine of its own, whoever made the host.
        for (key, value) in entries.iter().filter(|(key, _)| !(of_host && *key == "uuid")) {
            block.push(key, value);
        }
        if !entries.is_empty() {
            build.option("-smbios", block);
        }
    }
    if !tables.oem_strings.is_empty() {
        let mut block = Pairs::headless().with("type", "11");
        tables.oem_strings.iter().for_each(|text| block.push("value", text));
        build.option("-smbios", block);
    }
}

/// Writes `-fw_cfg` for each blob of the definition.
pub(crate) fn configuration_blobs(build: &mut Build<'_>) {
    for sysinfo in &build.guest.sysinfo {
        let Sysinfo::FwCfg(blobs) = sysinfo else { continue };
        for blob in blobs {
            let pairs = Pairs::headless().with("name", &blob.name);
            let pairs = match &blob.content {
                FwCfgContent::Value(text) => pairs.with("string", text),
                FwCfgContent::File(path) => pairs.with("file", path),
            };
            build.option("-fw_cfg", pairs);
        }
    }
}

/// Writes the device that tells the guest when it is not the one it was.
pub(crate) fn generation(build: &mut Build<'_>) {
    if let Some(GenId::Given(id)) = build.guest.genid {
        let props =
            Props::new().with("driver", "vmgenid").with("guid", id.to_string()).with("id", "vmgenid0");
        build.device(props);
    }
}
