//! `<sound>`.

mod types;

pub use types::*;
