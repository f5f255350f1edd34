//! `<redirdev>` and `<redirfilter>`.

mod types;

pub use types::*;
