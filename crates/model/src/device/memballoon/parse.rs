//! Reading `<memballoon>`.

use xml::{Element, Result};

use super::MemBalloon;
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};

impl MemBalloon {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self {
            model: e.required_word("model")?,
            autodeflate: e.on_off("autodeflate")?,
            free_page_reporting: e.on_off("freePageReporting")?,
            stats_period: e
                .maybe("stats", |stats| stats.number::<i32>("period"))?
                .flatten()
                .and_then(seconds),
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// Zero and less mean that there are no statistics.
fn seconds(period: i32) -> Option<u32> {
    u32::try_from(period).ok().filter(|seconds| *seconds != 0)
}
