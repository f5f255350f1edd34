//! The rules of a video device.

pub(super) mod defaults;
pub(super) mod validate;
