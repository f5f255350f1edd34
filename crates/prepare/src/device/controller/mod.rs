//! The rules of a controller.

pub(super) mod defaults;
mod options;
pub(super) mod validate;
