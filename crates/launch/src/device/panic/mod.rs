//! Panic devices.

pub(crate) mod args;
