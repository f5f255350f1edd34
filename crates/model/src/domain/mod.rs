//! A whole domain definition.

mod format;
mod iothreads;
mod metadata;
mod parse;
mod types;
mod vcpus;

pub use types::*;
