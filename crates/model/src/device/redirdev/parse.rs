//! Reading `<redirdev>` and `<redirfilter>`.

use errors::Code;
use xml::{Element, Result};

use super::{RedirDev, RedirFilter, RedirRule};
use crate::Parse;
use crate::device::chardev::{CharSource, CharType};
use crate::device::info::DeviceInfo;

impl RedirDev {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        match e.attribute("bus") {
            None | Some("usb") => {}
            Some(other) => return Err(e.invalid_attribute("bus", other)),
        }
        let missing = || e.fault(Code::XmlError, "missing type in redirdev");
        let kind = e.word::<CharType>("type")?.ok_or_else(missing)?;
        Ok(Self { source: CharSource::parse_kind(kind, e, how)?, info: DeviceInfo::parse(e, how)? })
    }
}

impl RedirFilter {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { rules: e.each("usbdev", RedirRule::parse)? })
    }
}

impl RedirRule {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            class: number(e, "class", "Cannot parse USB Class code")?,
            vendor: number(e, "vendor", "Cannot parse USB vendor ID")?,
            product: number(e, "product", "Cannot parse USB product ID")?,
            version: version(e)?,
            allow: e.yes_no("allow")?.ok_or_else(|| e.missing_attribute("allow"))?,
        })
    }
}

/// A number; -1 fits anything.
fn number(e: &Element<'_>, name: &str, complaint: &str) -> Result<Option<u32>> {
    match e.attribute(name) {
        None | Some("-1") => Ok(None),
        Some(text) => match e.any_base(name) {
            Ok(number) => Ok(number),
            Err(_) => Err(e.fault(Code::InternalError, format!("{complaint} {text}"))),
        },
    }
}

/// A version such as `1.09`, in binary coded decimal; -1 fits anything.
fn version(e: &Element<'_>) -> Result<Option<u32>> {
    let Some(text) = e.attribute("version").filter(|text| *text != "-1") else { return Ok(None) };
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    let decimal = |digits: &str| digits.parse::<u32>().ok().filter(|number| *number < 100);
    match (decimal(major), decimal(minor)) {
        (Some(_), Some(minor_value)) => {
            let coded = |number: u32| ((number / 10) << 4) | (number % 10);
            // One digit after the point stands for tenths.
            let minor = if minor.len() == 1 { minor_value * 10 } else { minor_value };
            Ok(decimal(major).map(|major| (coded(major) << 8) | coded(minor)))
        }
        _ => Err(e.fault(Code::XmlError, format!("Incorrect USB version format {text}"))),
    }
}
