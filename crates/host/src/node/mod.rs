//! Facts of this machine, from `/proc` and `/sys`.
//!
//! [`Node`] is the root of the file tree they are read from. What a machine does not tell is absent or zero,
//! and no error: an answer with less in it is better than none.

mod cpu;
mod cpuid;
mod identity;
mod memory;
mod net;
mod set;
mod smbios;
mod topology;
mod tree;

pub use cpu::{CpuModel, CpuTimes};
pub use cpuid::{CpuidLeaf, cpuid};
pub use memory::{CellMemory, HugePages, Memory};
pub use net::{Neighbour, NetCounters, NetTraffic};
pub use set::CpuSet;
pub use smbios::{SmbiosEntry, SmbiosTable};
pub use topology::{Cell, Cpu, Topology};
pub use tree::Node;
