//! Reading `<console>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::Console;
use crate::Parse;
use crate::device::chardev::CharSource;
use crate::device::info::DeviceInfo;

impl Console {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let target = e.child("target");
        Ok(Self {
            source: CharSource::parse(e, how)?,
            target_type: target.map(|target| target_type(&target)).transpose()?.flatten(),
            port: target.map(|target| target.number("port")).transpose()?.flatten(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

fn target_type<W: Word>(target: &Element<'_>) -> Result<Option<W>> {
    match target.attribute("type") {
        None | Some("") => Ok(None),
        Some(text) => match W::from_word(text) {
            Some(word) => Ok(Some(word)),
            None => {
                let what = format!("unknown target type '{text}' specified for character device");
                Err(target.fault(Code::XmlError, what))
            }
        },
    }
}
