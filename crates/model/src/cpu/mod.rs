//! The virtual CPU: `<cpu>`, its NUMA cells included.

mod format;
mod parse;
mod types;

pub use types::*;
