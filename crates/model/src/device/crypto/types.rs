//! What `<crypto>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};

/// A device that encrypts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crypto {
    /// The model.
    pub model: CryptoModel,
    /// The bus.
    pub kind: CryptoType,
    /// Who does the work.
    pub backend: CryptoBackend,
    /// How many queues.
    pub queues: Option<u32>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of crypto device.
    pub enum CryptoModel { Virtio = "virtio" }

    /// A kind of crypto device.
    pub enum CryptoType { Qemu = "qemu" }

    /// Who does the work.
    pub enum CryptoBackend { Builtin = "builtin", Lkcf = "lkcf" }
}
