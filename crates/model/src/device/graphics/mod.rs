//! `<graphics>`.

mod types;

pub use types::*;
