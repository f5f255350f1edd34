//! CPU models and features: the table, decode, baseline, compare.
//!
//! | module | holds |
//! |---|---|
//! | [`arch`] | architectures and their two spellings |
//! | [`table`] | x86 models and features, from `data/x86.json` |
//! | [`cpuid`] | what a processor says of itself, in terms of the table |
//! | [`describe`](mod@describe) | the model that describes a CPU best |
//! | [`CpuDefinition`] | a `<cpu>` that a client sends |
//! | [`compare`](mod@compare), [`x86_baseline`] | can a host run it, and what several have in common |
//! | [`spelling`] | where QEMU and libvirt name a model differently |
//! | [`FeatureSet`] | sets of features |

pub mod arch;
mod baseline;
mod compare;
pub mod cpuid;
mod definition;
pub mod describe;
mod feature_set;
pub mod spelling;
pub mod table;

pub use arch::Arch;
pub use baseline::{Baseline, Wishes, common_address_limit, plain_baseline, x86_baseline};
pub use compare::{Comparison, compare};
pub use cpuid::CpuidAnswer;
pub use definition::{CpuDefinition, FeaturePolicy, Kind};
pub use describe::{Choice, CpuFacts, Description, For, describe};
pub use feature_set::FeatureSet;
pub use table::CpuTable;
