//! What firmware tables tell the guest: `<sysinfo>`.

mod types;

pub use types::*;
