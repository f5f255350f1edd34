//! The rules of a memory balloon.

pub(super) mod validate;
