//! `<pstore>`: where a guest keeps its last words.

mod format;
mod parse;
mod types;

pub use types::*;
