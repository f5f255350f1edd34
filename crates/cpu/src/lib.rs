//! CPU models and features: the table, decode, baseline, compare.
//!
//! | module | holds |
//! |---|---|
//! | [`arch`] | architectures and their two spellings |
//! | [`spelling`] | where QEMU and libvirt name a model differently |

pub mod arch;
pub mod spelling;

pub use arch::Arch;
