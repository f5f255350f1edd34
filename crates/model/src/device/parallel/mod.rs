//! `<parallel>`.

mod types;

pub use types::*;
