//! What `<rng>` says.

use crate::device::chardev::CharSource;
use crate::device::info::{DeviceInfo, VirtioModel, VirtioOptions};

/// A source of random numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rng {
    /// Which virtio it speaks.
    pub model: VirtioModel,
    /// How much the guest may take.
    pub rate: Option<RngRate>,
    /// Where they come from.
    pub backend: RngBackend,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}

/// How much the guest may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RngRate {
    /// Bytes per period.
    pub bytes: u32,
    /// Milliseconds; `None` when not given (a second).
    pub period: Option<u32>,
}

xml::words! {
    /// A kind of backend.
    pub enum RngBackendModel { Random = "random", Egd = "egd", Builtin = "builtin" }
}

/// Where random numbers come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RngBackend {
    /// A device of the host.
    Random {
        /// Its path; `None` when not given.
        path: Option<String>,
    },
    /// A program that speaks EGD.
    Egd(Box<CharSource>),
    /// QEMU itself.
    Builtin,
}
