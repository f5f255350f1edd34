//! The rules of a console.

pub(super) mod defaults;
pub(super) mod validate;
