//! `<audio>`: the host side of sound.

mod format;
mod parse;
mod types;

pub use types::*;
