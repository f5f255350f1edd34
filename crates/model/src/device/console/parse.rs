//! Reading `<console>`.

use xml::{Element, Result};

use super::Console;
use crate::Parse;
use crate::device::chardev::{CharSource, target_port, unknown_target};
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
            target_type: target
                .map(|target| target.supported_word("type", unknown_target))
                .transpose()?
                .flatten(),
            port: target.map(|target| target_port(&target)).transpose()?.flatten(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
