//! Disks.

pub(crate) mod args;
mod blockdev;
mod cache;
