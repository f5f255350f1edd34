//! The rules of a controller.

pub(super) mod defaults;
pub(super) mod validate;
