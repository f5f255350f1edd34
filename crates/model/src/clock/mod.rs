//! The clock and its timers: `<clock>`.

mod types;

pub use types::*;
