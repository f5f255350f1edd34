//! Reading what every device may have.

use errors::Code;
use xml::{Element, Result};

use super::{BootOrder, DeviceInfo, Rom, USER_ALIAS_PREFIX, VirtioOptions};
use crate::Parse;
use crate::device::address::Address;

impl DeviceInfo {
    /// Reads the children of a device's element.
    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            alias: alias(e, how),
            boot: e.maybe("boot", BootOrder::parse)?,
            rom: e.maybe("rom", Rom::parse)?,
            acpi_index: e.maybe("acpi", |acpi| acpi.nonzero("index"))?.flatten(),
            address: e.maybe("address", Address::parse)?,
        })
    }
}

/// The alias: what a user gave stays, what libvirt made is known only while the guest runs.
fn alias(e: &Element<'_>, how: Parse) -> Option<String> {
    let alias = e.child("alias")?.string("name")?;
    let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let by_user = alias.starts_with(USER_ALIAS_PREFIX) && alias.chars().all(fit);
    (by_user || how.live).then_some(alias)
}

impl BootOrder {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let order = e.nonzero("order")?.ok_or_else(|| e.missing_attribute("order"))?;
        Ok(Self { order, load_parm: load_parm(e)? })
    }
}

fn load_parm(e: &Element<'_>) -> Result<Option<String>> {
    let Some(text) = e.string("loadparm") else { return Ok(None) };
    let text = text.to_ascii_uppercase();
    if !(1..=8).contains(&text.len()) {
        let what = format!("loadparm value '{text}' must be between 1 and 8 characters");
        return Err(e.fault(Code::InternalError, what));
    }
    let fit = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | ' ');
    if !text.chars().all(fit) {
        let what = format!(
            "invalid loadparm value '{text}', expecting chars in set of [a-zA-Z0-9.] and blank spaces"
        );
        return Err(e.fault(Code::InternalError, what));
    }
    Ok(Some(text))
}

impl Rom {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let rom = Self { enabled: e.yes_no("enabled")?, bar: e.on_off("bar")?, file: e.string("file") };
        if rom.enabled == Some(false) && (rom.bar.is_some() || rom.file.is_some()) {
            let what = "ROM tuning is not supported when ROM is disabled";
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        Ok(rom)
    }
}

impl VirtioOptions {
    /// Reads the attributes of a `<driver>`.
    pub(crate) fn parse(driver: &Element<'_>) -> Result<Self> {
        Ok(Self {
            iommu: driver.on_off("iommu")?,
            ats: driver.on_off("ats")?,
            packed: driver.on_off("packed")?,
            page_per_vq: driver.on_off("page_per_vq")?,
        })
    }

    /// Reads the `<driver>` of a device that has nothing else to say about it.
    pub(crate) fn of(device: &Element<'_>) -> Result<Self> {
        Ok(device.maybe("driver", Self::parse)?.unwrap_or_default())
    }
}
