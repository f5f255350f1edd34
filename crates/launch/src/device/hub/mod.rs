//! USB hubs.

pub(crate) mod args;
