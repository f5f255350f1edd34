//! Images and what they are stored on: the source of disks, NVRAM and data files.

mod types;

pub use types::*;
