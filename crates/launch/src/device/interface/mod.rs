//! Network interfaces.

pub(crate) mod args;
