//! `<shmem>`.

mod types;

pub use types::*;
