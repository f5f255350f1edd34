//! What `<vsock>` says.

use crate::device::info::{DeviceInfo, VirtioModel, VirtioOptions};

/// A socket between host and guest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vsock {
    /// Which virtio it speaks; `None` when it is to be chosen.
    pub model: Option<VirtioModel>,
    /// Whether the address is chosen at start.
    pub auto_cid: Option<bool>,
    /// The guest's address, from 3.
    pub cid: Option<u32>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}
