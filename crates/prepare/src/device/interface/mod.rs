//! The rules of a network interface.

pub(super) mod defaults;
pub(super) mod validate;
