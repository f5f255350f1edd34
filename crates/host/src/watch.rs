//! Descriptors that the tokio runtime watches.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// A value that owns one descriptor, always the same, until it is dropped.
pub(crate) trait Owning: AsRawFd {}

impl Owning for OwnedFd {}
impl Owning for File {}

/// Watches a descriptor. Must be called within a tokio runtime.
#[expect(unsafe_code, reason = "tokio cannot see that a value keeps its descriptor open")]
pub(crate) fn watch<T: Owning>(owner: T, interest: Interest) -> io::Result<AsyncFd<T>> {
    // SAFETY: `Owning` types keep one descriptor open until they are dropped, and the `AsyncFd` owns the value.
    let watched = unsafe { AsyncFd::register_with_interest(owner, interest) };
    watched.map_err(Into::into)
}
