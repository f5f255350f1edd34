//! Reading `<panic>`.

use xml::{Element, Result};

use super::Panic;
use crate::Parse;
use crate::device::info::DeviceInfo;

impl Panic {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            model: e.supported_word("model", |text| format!("unknown panic model '{text}'"))?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
