//! Disk images: what their headers say, and how one refers to another.
//!
//! | module | holds |
//! |---|---|
//! | [`Header`] | an image's format, and what it is based on, from its first bytes |
//! | [`location_of`] | where an image is that another one refers to: a path, a URI, or QEMU's `json:` |
//!
//! Nothing here opens a file: bytes in, values out. Headers are written by guests' owners, so every length and
//! offset in them is doubted.

mod header;
mod reference;
mod reference_json;

pub use header::{Header, MAX_HEADER, Reference};
pub use reference::location_of;
