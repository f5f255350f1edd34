//! `<hostdev>`: host devices handed to the guest.

mod format;
mod parse;
mod types;

pub use types::*;
