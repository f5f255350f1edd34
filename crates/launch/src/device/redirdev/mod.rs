//! Redirected USB devices.

pub(crate) mod args;
