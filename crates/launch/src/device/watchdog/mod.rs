//! Watchdogs.

pub(crate) mod args;
