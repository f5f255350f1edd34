//! What is booted, and how: `<os>`.

mod types;

pub use types::*;
