//! The rules of a input device.

pub(super) mod defaults;
pub(super) mod validate;
