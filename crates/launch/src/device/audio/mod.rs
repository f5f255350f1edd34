//! Audio backends.

pub(crate) mod args;
