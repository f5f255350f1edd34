//! `<filesystem>`.

mod types;

pub use types::*;
