//! Reading `<hub>`.

use errors::Code;
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
        let missing = || e.fault(Code::InternalError, "missing hub device type");
        let kind = e.supported_word("type", |text| format!("unknown hub device type '{text}'"))?;
        Ok(Self { kind: kind.ok_or_else(missing)?, info: DeviceInfo::parse(e, how)? })
    }
}
