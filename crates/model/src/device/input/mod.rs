//! `<input>`.

mod types;

pub use types::*;
