// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! The remote program.

mod auth;
mod connect;
mod domain;
mod domain_checkpoint;
mod domain_event;
mod domain_migrate;
mod domain_snapshot;
pub mod event;
mod interface;
mod network;
mod node;
mod node_device;
mod nwfilter;
pub mod procedure;
mod secret;
mod shared;
mod storage;
pub(crate) mod table;

pub use auth::*;
pub use connect::*;
pub use domain::*;
pub use domain_checkpoint::*;
pub use domain_event::*;
pub use domain_migrate::*;
pub use domain_snapshot::*;
pub use interface::*;
pub use network::*;
pub use node::*;
pub use node_device::*;
pub use nwfilter::*;
pub use secret::*;
pub use shared::*;
pub use storage::*;
