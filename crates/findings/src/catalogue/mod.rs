//! The table of all findings: one entry for each code.
//!
//! `catalogue.toml` --`cargo xtask codegen`--> `entries.rs` and `docs/findings.md`.

mod entries;
mod entry;

pub(crate) use entries::*;
pub use entry::Entry;
