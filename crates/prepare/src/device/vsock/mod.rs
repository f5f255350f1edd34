//! The rules of a vsock.

pub(super) mod defaults;
pub(super) mod validate;
