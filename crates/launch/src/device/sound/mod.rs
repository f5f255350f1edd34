//! Sound cards.

pub(crate) mod args;
