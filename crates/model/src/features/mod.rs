//! Which hypervisor features are on: `<features>`.

mod enlightenments;
mod format;
mod parse;
mod types;

pub use types::*;
