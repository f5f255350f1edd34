//! `<lease>`: lock manager leases.

mod types;

pub use types::*;
