//! The host side of character devices, and what every one of them shares.

mod format;
mod parse;
mod types;

pub use types::*;
