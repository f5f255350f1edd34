//! `<memory>` devices: DIMMs and their kin.

mod format;
mod parse;
mod types;

pub use types::*;
