//! The rules of persistent storage of last words.

pub(super) mod validate;
