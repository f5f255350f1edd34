//! Reading `<serial>`.

use xml::{Element, Result};

use super::{Serial, SerialModel, SerialType};
use crate::Parse;
use crate::device::chardev::{CharSource, target_port, unknown_target};
use crate::device::info::DeviceInfo;

impl Serial {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let target = e.child("target");
        Ok(Self {
            source: CharSource::parse(e, how)?,
            target_type: target.map(|target| target_type(&target)).transpose()?.flatten(),
            target_model: target.map(|target| target.maybe("model", model)).transpose()?.flatten().flatten(),
            port: target.map(|target| target_port(&target)).transpose()?.flatten(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// The bus; `serial` is an old word for one that is to be chosen.
fn target_type(target: &Element<'_>) -> Result<Option<SerialType>> {
    match target.attribute("type") {
        Some("serial") => Ok(None),
        _ => target.supported_word("type", unknown_target),
    }
}

fn model(e: &Element<'_>) -> Result<Option<SerialModel>> {
    match e.attribute("name") {
        Some("") => Ok(None),
        _ => e.supported_word("name", |text| {
            format!("unknown target model '{text}' specified for character device")
        }),
    }
}
