//! The rules of a serial port.

pub(super) mod defaults;
