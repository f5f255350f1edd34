//! What runs: the live definition of a guest that is about to start.

mod aliases;
mod channels;
mod encryption;
mod graphics;
mod images;
mod live;
mod memory;
mod processor;
mod security;

pub(crate) use aliases::controller_alias;
pub use aliases::disk_alias_in;
pub(crate) use images::number_disk;
pub use images::taken as nodes_taken;
pub(crate) use live::complete_newcomer;
pub use live::start;
