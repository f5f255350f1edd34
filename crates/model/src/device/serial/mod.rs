//! `<serial>`.

mod types;

pub use types::*;
