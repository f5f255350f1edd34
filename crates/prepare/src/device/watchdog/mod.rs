//! The rules of a watchdog.

pub(super) mod defaults;
