//! Shares and limits: `<cputune>`, `<blkiotune>`, `<throttlegroups>`.

mod types;

pub use types::*;
