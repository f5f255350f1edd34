//! Images and what they are stored on: the source of disks, NVRAM and data files.

mod format;
mod parse;
mod types;

pub(crate) use format::format_metadata_cache;
pub(crate) use parse::metadata_cache_size;
pub use types::*;
