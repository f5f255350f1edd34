//! Shared directories.

pub(crate) mod args;
