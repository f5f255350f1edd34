//! Parallel ports.

pub(crate) mod validate;
