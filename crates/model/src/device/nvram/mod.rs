//! `<nvram>`: a device that keeps firmware variables (POWER).

mod format;
mod parse;
mod types;

pub use types::*;
