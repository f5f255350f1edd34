// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! The qemu program.

mod connect;
mod domain;
pub mod event;
pub mod procedure;
pub(crate) mod table;

pub use connect::*;
pub use domain::*;
