//! Channels.

pub(crate) mod args;
