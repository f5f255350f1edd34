//! `<hub>`.

mod types;

pub use types::*;
