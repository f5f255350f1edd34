//! How much memory, and what backs it: `<memory>` and its siblings, `<memoryBacking>`, `<numatune>`, `<memtune>`.

mod format;
mod parse;
mod types;

pub(crate) use format::kib;
pub use types::*;
