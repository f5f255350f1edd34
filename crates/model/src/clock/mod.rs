//! The clock and its timers: `<clock>`.

mod format;
mod parse;
mod types;

pub use types::*;
