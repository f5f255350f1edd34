//! The rules of a graphical display.

pub(super) mod defaults;
pub(super) mod validate;
