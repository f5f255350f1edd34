//! Controllers.

pub(crate) mod args;
