//! The virtual CPU: `<cpu>`, its NUMA cells included.

mod format;
mod parse;
mod parse_numa;
mod types;

pub use parse::migratable;
pub use types::*;
