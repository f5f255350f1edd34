//! Changing a guest's stored definition, with a way back.
//!
//! - [`guest`](StoredGuest): the guest on its host, over a connection that may write: its definition with all secrets.
//! - [`backup`](Backup): what it was before, in a file that its owner alone can read.
//! - [`apply`], [`undo`]: there and back.

mod apply;
mod backup;
mod guest;

pub use apply::{Allowed, apply, undo};
pub use backup::Backup;
pub use guest::StoredGuest;
