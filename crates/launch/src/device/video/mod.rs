//! Video devices.

pub(crate) mod args;
