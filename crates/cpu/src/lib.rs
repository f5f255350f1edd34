//! CPU models and features: the table, decode, baseline, compare.
//!
//! | module | holds |
//! |---|---|
//! | [`arch`] | architectures and their two spellings |
//! | [`table`] | x86 models and features, from `data/x86.json` |
//! | [`cpuid`] | what a processor says of itself, in terms of the table |
//! | [`describe`](mod@describe) | the model that describes a CPU best |
//! | [`spelling`] | where QEMU and libvirt name a model differently |
//! | [`FeatureSet`] | sets of features |

pub mod arch;
pub mod cpuid;
pub mod describe;
mod feature_set;
pub mod spelling;
pub mod table;

pub use arch::Arch;
pub use cpuid::CpuidAnswer;
pub use describe::{CpuFacts, Description, For, describe};
pub use feature_set::FeatureSet;
