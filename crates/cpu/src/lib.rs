//! CPU models and features: the table, decode, baseline, compare.
//!
//! | module | holds |
//! |---|---|
//! | [`arch`] | architectures and their two spellings |

pub mod arch;

pub use arch::Arch;
