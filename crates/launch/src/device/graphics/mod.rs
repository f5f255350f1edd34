//! Graphical displays.

pub(crate) mod args;
