//! A whole domain definition.

mod types;

pub use types::*;
