// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! The keepalive program.

pub mod event;
pub(crate) mod table;
