//! The rules of a smart card.

pub(super) mod defaults;
pub(super) mod validate;
