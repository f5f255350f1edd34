//! What a QEMU binary can do, learned from its QMP replies.
//!
//! | module | holds |
//! |---|---|
//! | [`probe`] | which questions to ask, and what the replies mean; no I/O |
//! | [`EmulatorCapabilities`] | the answer, with its look-ups |
//! | [`document`] | `<capabilities>` and `<domainCapabilities>` |
//! | [`Cached`], [`EmulatorCapabilities::export`] | the same on disk, and carried from host to host |
//! | [`MachineCompat`] | what changes for a guest between two machine types |
//! | [`Schema`], [`Feature`] | QEMU's description of its own interface, and the abilities it proves |

mod accelerator;
mod compare_cpu;
mod compat;
mod confidential;
mod cpu_model;
pub mod document;
mod emulator;
mod feature;
mod firmware;
mod glob;
mod host_model;
mod machine;
mod preferred;
pub mod probe;
mod schema;
mod stored;
#[cfg(test)]
mod tests;
mod version;

pub use accelerator::Accelerator;
pub use compat::{CompatDifference, CompatError, MachineCompat};
pub use confidential::{GicVersion, Sev, Sgx, SgxSection};
pub use cpu::Arch;
pub use cpu_model::{CpuModel, ExpandedCpu, Usable};
pub use emulator::{AcceleratorCapabilities, EmulatorCapabilities, KvmState};
pub use feature::Feature;
pub use firmware::{FirmwareCatalogue, FirmwareOffer};
pub use host_model::{HostModel, Policy};
pub use machine::MachineType;
pub use preferred::preferred_machine;
pub use schema::{DeprecatedKind, DeprecatedMember, Place, Schema};
pub use stored::{Cached, FORMAT, Identity, ImportError};
pub use version::Version;
