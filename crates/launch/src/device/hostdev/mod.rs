//! Devices of the host.

pub(crate) mod args;
