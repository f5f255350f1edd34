//! Storage for crash records.

pub(crate) mod args;
