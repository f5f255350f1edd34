//! The rules of a panic device.

pub(super) mod defaults;
pub(crate) mod validate;
