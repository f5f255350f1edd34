//! What `<shmem>` says.

use crate::device::info::DeviceInfo;

/// Memory shared between guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shmem {
    /// Its name.
    pub name: String,
    /// Who may use it at once.
    pub role: Option<ShmemRole>,
    /// The model; `None` when not given.
    pub model: Option<ShmemModel>,
    /// Its size in KiB.
    pub size: Option<u64>,
    /// The server that hands it out.
    pub server: Option<ShmemServer>,
    /// Interrupts; `None` when not given.
    pub msi: Option<ShmemMsi>,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of shared memory.
    pub enum ShmemModel { Ivshmem = "ivshmem", Plain = "ivshmem-plain", Doorbell = "ivshmem-doorbell" }

    /// Whether a guest that uses shared memory can be migrated.
    pub enum ShmemRole { Master = "master", Peer = "peer" }
}

/// The server that hands shared memory out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShmemServer {
    /// Its socket; `None` to have one made up.
    pub path: Option<String>,
}

/// Interrupts between those who share memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ShmemMsi {
    /// How many vectors.
    pub vectors: Option<u32>,
    /// Handled in the kernel.
    pub ioeventfd: Option<bool>,
}
