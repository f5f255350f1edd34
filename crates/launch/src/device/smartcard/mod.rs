//! Smart cards.

pub(crate) mod args;
