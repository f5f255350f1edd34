//! The rules of an audio backend.

pub(super) mod validate;
