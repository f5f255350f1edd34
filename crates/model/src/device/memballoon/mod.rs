//! `<memballoon>`.

mod format;
mod parse;
mod types;

pub use types::*;
