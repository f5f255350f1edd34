//! `<disk>`.

mod format;
mod parse;
mod types;

pub(crate) use format::format_iothreads;
pub(crate) use parse::iothreads;
pub use types::*;
