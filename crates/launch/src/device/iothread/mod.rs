//! I/O threads.

pub(crate) mod args;
