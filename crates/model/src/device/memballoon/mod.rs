//! `<memballoon>`.

mod types;

pub use types::*;
