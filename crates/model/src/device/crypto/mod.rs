//! `<crypto>`.

mod types;

pub use types::*;
