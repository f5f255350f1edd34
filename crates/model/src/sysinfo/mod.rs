//! What firmware tables tell the guest: `<sysinfo>`.

mod format;
mod parse;
mod types;

pub use types::*;
