//! The socket between guest and host.

pub(crate) mod args;
