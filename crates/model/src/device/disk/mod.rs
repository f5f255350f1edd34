//! `<disk>`.

mod types;

pub use types::*;
