//! The rules of a shared directory.

pub(super) mod validate;
