//! `<panic>`.

mod types;

pub use types::*;
