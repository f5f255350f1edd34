//! What `<memory>` devices say. All sizes in KiB.

use crate::device::info::DeviceInfo;
use crate::memory::MemoryAccess;
use crate::{NumberSet, Uuid};

/// A memory module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryDevice {
    /// What it is.
    pub model: MemoryModel,
    /// Whether it is shared with the host.
    pub access: Option<MemoryAccess>,
    /// Whether it is discarded when the guest ends.
    pub discard: Option<bool>,
    /// Its identity (NVDIMM on POWER).
    pub uuid: Option<Uuid>,
    /// The host's side.
    pub source: MemoryDeviceSource,
    /// The guest's side.
    pub target: MemoryDeviceTarget,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A kind of memory module.
    pub enum MemoryModel {
        Dimm = "dimm", Nvdimm = "nvdimm", VirtioPmem = "virtio-pmem", VirtioMem = "virtio-mem",
        SgxEpc = "sgx-epc",
    }
}

/// The host's side of a memory module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryDeviceSource {
    /// The host's nodes.
    pub nodemask: Option<NumberSet>,
    /// The size of a huge page.
    pub page_size: Option<u64>,
    /// The file (NVDIMM, virtio-pmem).
    pub path: Option<String>,
    /// The alignment of the file.
    pub align_size: Option<u64>,
    /// The file is persistent memory.
    pub pmem: bool,
}

/// The guest's side of a memory module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryDeviceTarget {
    /// Its size.
    pub size: u64,
    /// The guest's NUMA cell.
    pub node: Option<u32>,
    /// The size of its label area (NVDIMM).
    pub label_size: Option<u64>,
    /// The guest cannot write (NVDIMM).
    pub readonly: bool,
    /// The size of a block (virtio-mem).
    pub block_size: Option<u64>,
    /// How much is asked for (virtio-mem).
    pub requested: Option<u64>,
    /// How much is plugged; live only (virtio-mem).
    pub current: Option<u64>,
    /// Where in the guest's memory it begins.
    pub address: Option<u64>,
    /// Memory is handed out in slots (virtio-mem).
    pub dynamic_memslots: Option<bool>,
}
