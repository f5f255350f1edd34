//! Reading the `<nvram>` device.

use xml::{Element, Result};

use super::NvramDevice;
use crate::Parse;
use crate::device::info::DeviceInfo;

impl NvramDevice {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self { info: DeviceInfo::parse(e, how)? })
    }
}
