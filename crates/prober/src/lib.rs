//! One process of an emulator, asked over its monitor what it can do.
//!
//! - [`Asking`]: how such processes are started, and how patient we are with them.
//! - [`probe`]: all that a binary says, for somebody who is no daemon: nothing is kept.
//!
//! What is asked, and what the answers mean, is in `caps::probe`; what is kept of them, and when they are asked again,
//! is the engine's business.

mod asking;
mod in_order;
mod whole;

pub use asking::Asking;
pub use whole::{compat_properties, probe};
