//! Input devices.

pub(crate) mod args;
