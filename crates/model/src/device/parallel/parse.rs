//! Reading `<parallel>`.

use xml::{Element, Result};

use super::Parallel;
use crate::Parse;
use crate::device::chardev::{CharSource, target_port};
use crate::device::info::DeviceInfo;

impl Parallel {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            source: CharSource::parse(e, how)?,
            port: e.maybe("target", target_port)?.flatten(),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
