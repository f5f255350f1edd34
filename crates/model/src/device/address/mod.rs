//! Where on a guest's bus a device sits: `<address>`.

mod format;
mod parse;
mod types;

pub use types::*;
