//! The memory balloon.

pub(crate) mod args;
