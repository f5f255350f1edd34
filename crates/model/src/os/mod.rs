//! What is booted, and how: `<os>`.

mod format;
mod parse;
mod types;

pub use types::*;
