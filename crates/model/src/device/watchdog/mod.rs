//! `<watchdog>`.

mod types;

pub use types::*;
