//! How much memory, and what backs it: `<memory>` and its siblings, `<memoryBacking>`, `<numatune>`, `<memtune>`.

mod types;

pub use types::*;
