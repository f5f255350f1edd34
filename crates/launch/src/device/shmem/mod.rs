//! Memory shared between guests.

pub(super) mod args;
