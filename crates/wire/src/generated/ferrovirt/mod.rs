// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! The ferrovirt program.

mod connect;
pub mod event;
mod findings;
pub mod procedure;
mod shared;
pub(crate) mod table;

pub use connect::*;
pub use findings::*;
pub use shared::*;
