//! The rules of a device of the host.

pub(super) mod defaults;
pub(super) mod validate;

pub(crate) use defaults::complete as place;
