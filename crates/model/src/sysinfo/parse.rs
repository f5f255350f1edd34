//! Reading `<sysinfo>`.

use errors::Code;
use xml::{Element, Result};

use super::{Entries, FwCfg, FwCfgContent, Smbios, Sysinfo};
use crate::Uuid;

const BIOS: &[&str] = &["vendor", "version", "date", "release"];
const SYSTEM: &[&str] = &["manufacturer", "product", "version", "serial", "uuid", "sku", "family"];
const BASE_BOARD: &[&str] = &["manufacturer", "product", "version", "serial", "asset", "location"];
const CHASSIS: &[&str] = &["manufacturer", "version", "serial", "asset", "sku"];

impl Sysinfo {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        match e.required("type")? {
            "smbios" => Ok(Self::Smbios(Box::new(Smbios::parse(e)?))),
            "fwcfg" => Ok(Self::FwCfg(e.each("entry", FwCfg::parse)?)),
            other => Err(e.invalid_attribute("type", other)),
        }
    }
}

impl Smbios {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let smbios = Self {
            bios: e.child("bios").map(|e| Entries::parse(&e, BIOS)),
            system: e.child("system").map(|e| Entries::parse(&e, SYSTEM)),
            base_boards: e.children_named("baseBoard").map(|e| Entries::parse(&e, BASE_BOARD)).collect(),
            chassis: e.child("chassis").map(|e| Entries::parse(&e, CHASSIS)),
            oem_strings: e.child("oemStrings").map(|e| oem_strings(&e)).unwrap_or_default(),
        };
        let uuid = smbios.system.as_ref().and_then(|system| system.get("uuid"));
        if uuid.is_some_and(|text| Uuid::parse(text).is_none()) {
            return Err(e.fault(Code::XmlDetail, "malformed <sysinfo> uuid element"));
        }
        match smbios.bios.as_ref().and_then(|bios| bios.get("date")) {
            Some(date) if !is_date(date) => Err(e.fault(Code::XmlDetail, "Invalid BIOS 'date' format")),
            _ => Ok(smbios),
        }
    }
}

fn oem_strings(e: &Element<'_>) -> Vec<String> {
    e.children_named("entry").map(|entry| entry.text().into_owned()).collect()
}

/// Whether a text reads `mm/dd/yy` or `mm/dd/yyyy`.
fn is_date(text: &str) -> bool {
    let parts: Option<Vec<u32>> = text.split('/').map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some(&[month, day, year]) => {
            (1..=12).contains(&month)
                && (1..=31).contains(&day)
                && ((0..100).contains(&year) || (1900..10_000).contains(&year))
        }
        _ => false,
    }
}

impl Entries {
    /// The entries that are known, in the known order.
    fn parse(e: &Element<'_>, known: &'static [&'static str]) -> Self {
        let value = |name: &str| {
            let mut entries = e.children_named("entry");
            let entry = entries.find(|entry| entry.attribute("name") == Some(name))?;
            Some(entry.text().into_owned()).filter(|text| !text.is_empty())
        };
        Self(known.iter().filter_map(|name| Some((*name, value(name)?))).collect())
    }
}

impl FwCfg {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let name = e
            .required("name")
            .map_err(|_| e.fault(Code::XmlError, "Firmware entry is missing 'name' attribute"))?;
        let value = Some(e.text().into_owned()).filter(|text| !text.is_empty());
        let content = match (e.string("file"), value) {
            (None, Some(value)) => FwCfgContent::Value(value),
            (Some(file), None) => FwCfgContent::File(file),
            _ => {
                let what = "Firmware entry must have either value or 'file' attribute";
                return Err(e.fault(Code::XmlError, what));
            }
        };
        Ok(Self { name: name.to_owned(), content })
    }
}
