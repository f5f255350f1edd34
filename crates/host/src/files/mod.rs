//! Files whose content matters after a crash, and those whose owner or length cannot be trusted.
//!
//! - [`write_atomic`], [`remove`], [`rename`]: what is said to be done is on disk, whole or not at all;
//! - [`entries`]: what such files there are, without what a crash left half-written;
//! - [`set_aside`]: keeps a file that cannot be understood, out of the way;
//! - [`open_log`], [`append_line`]: logs that several processes write;
//! - [`read_bounded`]: never more than expected;
//! - [`WrittenFiles`]: which files are being written;
//! - [`make_directory`], [`set_owner`], [`set_mode`], [`ownership`]: who may do what.

mod append;
mod aside;
mod atomic;
mod directory;
mod ownership;
mod read;
mod written;

pub use append::{append_line, open_log};
pub use aside::set_aside;
pub use atomic::{remove, rename, write_atomic};
pub use directory::{entries, make_directory};
pub use ownership::{Follow, Ownership, ownership, set_mode, set_owner};
pub use read::{read_bounded, read_text_bounded};
pub use written::{Written, WrittenFiles};
