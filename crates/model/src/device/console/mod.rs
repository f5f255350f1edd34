//! `<console>`.

mod types;

pub use types::*;
