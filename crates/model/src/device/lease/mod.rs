//! `<lease>`: lock manager leases.

mod format;
mod parse;
mod types;

pub use types::*;
