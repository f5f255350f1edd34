//! The rules of a sound card.

pub(super) mod defaults;
pub(super) mod validate;
