//! `<video>`.

mod types;

pub use types::*;
