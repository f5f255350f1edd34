//! Serial ports.

pub(crate) mod args;
