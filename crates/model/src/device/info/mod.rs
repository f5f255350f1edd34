//! What every device may have: an alias, an address, a place in the boot order.

mod format;
mod parse;
mod types;

pub use types::*;
