//! `<smartcard>`.

mod types;

pub use types::*;
