//! The rules of a watchdog.

pub(super) mod defaults;
pub(super) mod validate;
