//! Memory modules.

pub(crate) mod args;
