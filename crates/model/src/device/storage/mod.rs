//! Images and what they are stored on: the source of disks, NVRAM and data files.

mod format;
mod parse;
mod parse_image;
mod parse_secrets;
mod types;

pub(crate) use format::format_metadata_cache;
pub(crate) use parse_image::metadata_cache_size;
pub use types::*;
