//! `<audio>`: the host side of sound.

mod types;

pub use types::*;
