//! Reading `<os>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{
    AcpiTable, AcpiTableType, Bios, BootMenu, Firmware, FirmwareFeature, Loader, Nvram, NvramSource, Os,
    OsType,
};
use crate::Parse;
use crate::device::storage::StorageSource;

impl Os {
    /// What a definition without `<os>` says: too little.
    pub(crate) fn missing(domain: &Element<'_>) -> Result<Self> {
        // With a boot loader on the host, the guest is paravirtualised.
        match domain.child("bootloader") {
            Some(_) => Ok(Self { os_type: Some(OsType::Xen), ..Self::default() }),
            None => Err(domain.fault(Code::XmlError, "an os <type> must be specified")),
        }
    }

    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let os_type = e.child("type");
        let kind = parse_type(e)?;
        // Only containers begin with a program.
        let container = kind == OsType::Exe;
        let program = |name: &str| e.child_text(name).filter(|_| container);
        Ok(Self {
            firmware: firmware(e)?,
            os_type: Some(kind),
            arch: os_type
                .and_then(|e| e.string("arch"))
                .filter(|arch| !arch.is_empty())
                .map(|arch| known_arch(e, arch))
                .transpose()?,
            machine: os_type.and_then(|e| e.string("machine")).filter(|machine| !machine.is_empty()),
            firmware_features: e
                .maybe("firmware", |e| e.each("feature", FirmwareFeature::parse))?
                .unwrap_or_default(),
            init: program("init"),
            init_args: e
                .children_named("initarg")
                .filter(|_| container)
                .map(|e| e.text().into_owned())
                .collect(),
            init_env: e
                .children_named("initenv")
                .filter(|_| container)
                .filter_map(|e| Some((e.string("name")?, e.text().into_owned())))
                .collect(),
            init_dir: program("initdir"),
            init_user: program("inituser"),
            init_group: program("initgroup"),
            loader: e.maybe("loader", Loader::parse)?,
            nvram: e.maybe("nvram", |e| Nvram::parse(e, how))?,
            kernel: e.child_text("kernel"),
            initrd: e.child_text("initrd"),
            cmdline: e.child_text("cmdline"),
            shim: e.child_text("shim"),
            dtb: e.child_text("dtb"),
            root: e.child_text("root"),
            acpi_tables: acpi_tables(e)?,
            boot: e.each("boot", |boot| boot.required_word("dev"))?,
            boot_menu: e.maybe("bootmenu", BootMenu::parse)?.filter(|menu| menu.enable.is_some()),
            smbios: smbios(e)?,
            bios: e.maybe("bios", Bios::parse)?,
        })
    }
}

fn firmware(e: &Element<'_>) -> Result<Option<Firmware>> {
    let text = e.attribute("firmware").filter(|text| !text.is_empty());
    let unknown = |text: &str| e.fault(Code::XmlError, format!("unknown firmware value {text}"));
    text.map(|text| Word::from_word(text).ok_or_else(|| unknown(text))).transpose()
}

fn parse_type(e: &Element<'_>) -> Result<OsType> {
    let missing = || e.fault(Code::XmlError, "an os <type> must be specified");
    let text = e.child_text("type").ok_or_else(missing)?;
    OsType::from_word(&text)
        .ok_or_else(|| e.fault(Code::ConfigUnsupported, format!("unknown OS type '{text}'")))
}

/// Architectures that libvirt knows by name.
const ARCHES: [&str; 38] = [
    "alpha",
    "armv6l",
    "armv7l",
    "armv7b",
    "aarch64",
    "cris",
    "i686",
    "ia64",
    "lm32",
    "loongarch64",
    "m68k",
    "microblaze",
    "microblazeel",
    "mips",
    "mipsel",
    "mips64",
    "mips64el",
    "or32",
    "parisc",
    "parisc64",
    "ppc",
    "ppc64",
    "ppc64le",
    "ppcemb",
    "riscv32",
    "riscv64",
    "s390",
    "s390x",
    "sh4",
    "sh4eb",
    "sparc",
    "sparc64",
    "unicore32",
    "x86_64",
    "xtensa",
    "xtensaeb",
    "amd64",
    "none",
];

fn known_arch(e: &Element<'_>, arch: String) -> Result<String> {
    match ARCHES.contains(&arch.as_str()) {
        true => Ok(arch),
        false => Err(e.fault(Code::ConfigUnsupported, format!("Unknown architecture {arch}"))),
    }
}

fn smbios(e: &Element<'_>) -> Result<Option<super::SmbiosMode>> {
    let unknown = |text: &str| format!("unknown smbios mode '{text}'");
    match e.child("smbios") {
        Some(smbios) if smbios.attribute("mode") != Some("") => smbios.supported_word("mode", unknown),
        _ => Ok(None),
    }
}

impl FirmwareFeature {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            name: e.required_word("name")?,
            enabled: e.yes_no("enabled")?.ok_or_else(|| e.missing_attribute("enabled"))?,
        })
    }
}

impl Loader {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let path = e.text();
        Ok(Self {
            path: Some(path.into_owned()).filter(|path| !path.is_empty()),
            readonly: e.yes_no("readonly")?,
            loader_type: e.word("type")?,
            secure: e.yes_no("secure")?,
            stateless: e.yes_no("stateless")?,
            format: e.word("format")?,
        })
    }
}

impl Nvram {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = match (e.attribute("type"), e.child("source")) {
            (Some(_), Some(source)) => {
                let kind = e.required_word("type")?;
                Some(NvramSource::Storage(Box::new(StorageSource::parse(kind, Some(&source), how)?)))
            }
            (Some(_), None) => {
                return Err(e.fault(Code::XmlError, "Missing source element with nvram type attribute"));
            }
            (None, _) => {
                let path = e.text().trim_ascii().to_owned();
                Some(path).filter(|path| !path.is_empty()).map(NvramSource::Path)
            }
        };
        Ok(Self {
            template: e.string("template"),
            template_format: e.word("templateFormat")?,
            format: e.word("format")?,
            source,
        })
    }
}

/// Additional ACPI tables; those without a path say nothing.
fn acpi_tables(e: &Element<'_>) -> Result<Vec<AcpiTable>> {
    let mut tables: Vec<AcpiTable> = Vec::new();
    let elements = e.child("acpi").into_iter().flat_map(|acpi| acpi.children());
    for e in elements.filter(|child| child.name() == "table") {
        let path = e.text().into_owned();
        if path.is_empty() {
            continue;
        }
        let table_type: AcpiTableType = e.required_word("type")?;
        let known = tables.iter().any(|table| table.table_type == table_type);
        if known && table_type != AcpiTableType::Raw {
            let what = format!("ACPI table type '{table_type}' may only appear once");
            return Err(e.fault(Code::XmlError, what));
        }
        tables.push(AcpiTable { table_type, path });
    }
    Ok(tables)
}

impl BootMenu {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let enable = e.yes_no("enable")?;
        let timeout = match e.attribute("timeout") {
            Some(_) if enable == Some(true) => {
                let timeout = e.number("timeout")?.filter(|ms| *ms <= 65_535);
                Some(timeout.ok_or_else(|| {
                    let what = "invalid value for boot menu timeout, must be in range [0,65535]";
                    e.fault(Code::ConfigUnsupported, what)
                })?)
            }
            _ => None,
        };
        Ok(Self { enable, timeout })
    }
}

impl Bios {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let reboot_timeout = e.number::<i32>("rebootTimeout")?;
        if reboot_timeout.is_some_and(|ms| !(-1..=65_535).contains(&ms)) {
            let what = "invalid value for rebootTimeout, must be in range [-1,65535]";
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        Ok(Self { use_serial: e.attribute("useserial").map(|text| text == "yes"), reboot_timeout })
    }
}
