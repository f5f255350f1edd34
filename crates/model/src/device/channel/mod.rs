//! `<channel>`.

mod types;

pub use types::*;
