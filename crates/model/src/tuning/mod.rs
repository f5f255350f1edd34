//! Shares and limits: `<cputune>`, `<blkiotune>`, `<throttlegroups>`.

mod format;
mod limits;
mod parse;
mod types;

pub use types::*;
