//! `<rng>`.

mod types;

pub use types::*;
