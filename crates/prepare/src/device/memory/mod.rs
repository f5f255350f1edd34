//! The rules of a memory module.

pub(super) mod defaults;
pub(crate) mod validate;
