//! `<interface>`.

mod types;

pub use types::*;
