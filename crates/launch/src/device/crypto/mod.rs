//! Cryptographic devices.

pub(crate) mod args;
