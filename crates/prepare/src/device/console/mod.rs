//! The rules of a console.

pub(super) mod defaults;
