//! Reading `<hub>`.

use xml::{Element, Result};

use super::Hub;
use crate::Parse;
use crate::device::info::DeviceInfo;

impl Hub {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self { kind: e.required_word("type")?, info: DeviceInfo::parse(e, how)? })
    }
}
