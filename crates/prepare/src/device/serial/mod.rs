//! The rules of a serial port.

pub(super) mod defaults;
pub(super) mod validate;
pub(crate) use validate::whole;
