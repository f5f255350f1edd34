//! `<tpm>`.

mod types;

pub use types::*;
