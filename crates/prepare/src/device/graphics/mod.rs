//! The rules of a graphical display.

pub(super) mod defaults;
pub(super) mod validate;

pub(crate) use validate::one as check_graphics;
