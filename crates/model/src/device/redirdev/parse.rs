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
        if let Some(other) = e.attribute("bus").filter(|bus| *bus != "usb") {
            return Err(e.fault(Code::ConfigUnsupported, format!("unknown redirdev bus '{other}'")));
        }
        let missing = || e.fault(Code::InternalError, "missing type in redirdev");
        let unknown = |text: &str| format!("unknown redirdev character device type '{text}'");
        let kind: CharType = e.supported_word("type", unknown)?.ok_or_else(missing)?;
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
            class: class(e)?,
            vendor: number(e, "vendor")?,
            product: number(e, "product")?,
            version: version(e)?,
            allow: e.yes_no("allow")?.ok_or_else(|| e.missing_attribute("allow"))?,
        })
    }
}

/// A class has one byte.
fn class(e: &Element<'_>) -> Result<Option<u32>> {
    match number(e, "class")? {
        Some(class) if class > 0xff => {
            Err(e.fault(Code::InternalError, format!("Invalid USB Class code {class:#x}")))
        }
        class => Ok(class),
    }
}

/// A number; -1 fits anything.
fn number(e: &Element<'_>, name: &str) -> Result<Option<u32>> {
    Ok(e.any_base::<i32>(name)?.and_then(|number| u32::try_from(number).ok()))
}

/// A version such as `1.09`, in binary coded decimal; -1 fits anything.
fn version(e: &Element<'_>) -> Result<Option<u32>> {
    let Some(text) = e.attribute("version").filter(|text| *text != "-1") else { return Ok(None) };
    let coded = |digits: &str| {
        let number = digits.parse::<u32>().ok().filter(|number| *number < 100)?;
        Some(((number / 10) << 4) | (number % 10))
    };
    let version = text.split_once('.').and_then(|(major, minor)| {
        // One digit after the point stands for tenths.
        let minor = coded(minor)? << if minor.len() == 1 { 4 } else { 0 };
        Some((coded(major)? << 8) | minor)
    });
    let invalid = || e.fault(Code::XmlError, format!("Cannot parse USB device version {text}"));
    version.map(Some).ok_or_else(invalid)
}
