//! `<interface>`.

mod format;
mod format_source;
mod parse;
mod parse_source;
mod types;

pub use types::*;
