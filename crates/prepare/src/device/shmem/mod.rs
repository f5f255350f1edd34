//! The rules of shared memory.

pub(super) mod defaults;
pub(super) mod validate;
