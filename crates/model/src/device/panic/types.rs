//! What `<panic>` says.

use crate::device::info::DeviceInfo;

/// A device that tells the host when the guest has crashed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panic {
    /// The model; `None` when it is to be chosen.
    pub model: Option<PanicModel>,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of panic device.
    pub enum PanicModel {
        Isa = "isa", Pseries = "pseries", Hyperv = "hyperv", S390 = "s390", Pvpanic = "pvpanic",
    }
}
