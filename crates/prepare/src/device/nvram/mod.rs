//! The rules of the memory that POWER keeps its settings in.

pub(super) mod validate;
