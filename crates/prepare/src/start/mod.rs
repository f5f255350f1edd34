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

pub use live::start;
