//! The rules of a USB device that a client passes on.

pub(super) mod defaults;
pub(super) mod validate;
