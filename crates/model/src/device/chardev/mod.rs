//! The host side of character devices, and what every one of them shares.

mod types;

pub use types::*;
