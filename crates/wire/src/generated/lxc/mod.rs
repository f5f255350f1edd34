// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! The lxc program.

mod domain;
pub mod procedure;
pub(crate) mod table;

pub use domain::*;
