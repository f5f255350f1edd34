//! Watchdogs.

pub(crate) mod args;
pub(crate) mod hotplug;
