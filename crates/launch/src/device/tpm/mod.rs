//! TPMs.

pub(crate) mod args;
