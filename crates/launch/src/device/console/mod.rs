//! Consoles.

pub(crate) mod args;
