//! What `<memballoon>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};

/// A memory balloon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemBalloon {
    /// The model, or that there is none.
    pub model: BalloonModel,
    /// Whether it shrinks before the guest runs out of memory.
    pub autodeflate: Option<bool>,
    /// Whether free pages are reported.
    pub free_page_reporting: Option<bool>,
    /// Seconds between statistics.
    pub stats_period: Option<u32>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of balloon.
    pub enum BalloonModel {
        Virtio = "virtio", Xen = "xen", None = "none", Transitional = "virtio-transitional",
        NonTransitional = "virtio-non-transitional",
    }
}
