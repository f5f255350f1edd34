//! `<nvram>`: a device that keeps firmware variables (POWER).

mod types;

pub use types::*;
