//! `<hostdev>`: host devices handed to the guest.

mod types;

pub use types::*;
