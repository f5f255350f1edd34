//! The rules of shared memory.

pub(super) mod validate;
