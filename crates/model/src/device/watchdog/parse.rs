//! Reading `<watchdog>`.

use xml::{Element, Result};

use super::{Watchdog, WatchdogAction};
use crate::Parse;
use crate::device::info::DeviceInfo;

impl Watchdog {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            model: e.required_word("model")?,
            action: e.word("action")?.or(Some(WatchdogAction::Reset)),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
