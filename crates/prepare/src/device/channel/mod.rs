//! The rules of a channel.

pub(super) mod defaults;
