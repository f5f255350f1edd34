//! The rules of a random number generator.

pub(super) mod defaults;
