//! The host side of character devices.

pub(crate) mod args;
