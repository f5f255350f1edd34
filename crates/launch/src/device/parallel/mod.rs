//! Parallel ports.

pub(crate) mod args;
