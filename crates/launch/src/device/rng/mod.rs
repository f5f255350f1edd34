//! Random number generators.

pub(crate) mod args;
