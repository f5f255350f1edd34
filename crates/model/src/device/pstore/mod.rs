//! `<pstore>`: where a guest keeps its last words.

mod types;

pub use types::*;
