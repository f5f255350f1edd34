//! The virtual CPU: `<cpu>`, its NUMA cells included.

mod types;

pub use types::*;
