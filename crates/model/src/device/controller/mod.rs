//! `<controller>`.

mod types;

pub use types::*;
