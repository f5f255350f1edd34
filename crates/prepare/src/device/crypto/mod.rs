//! The rules of a cryptographic device.

pub(super) mod validate;
