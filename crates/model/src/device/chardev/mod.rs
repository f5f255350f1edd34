//! The host side of character devices, and what every one of them shares.

mod format;
mod parse;
mod target;
mod types;

pub(crate) use target::{target_port, unknown_target};
pub use types::*;
