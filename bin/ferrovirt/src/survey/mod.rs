//! Asking hosts: everything that can be asked by looking, side by side, each host with a deadline of its own.
//!
//! - [`host`](survey_host): one host, from its capabilities to the last snapshot's definition.
//! - [`guest`]: one guest's documents.
//! - [`knowledge`]: what a host can do, whatever guests it has.
//! - [`models`]: CPU models, for which libvirt wants a connection that may write.

mod guest;
mod host;
mod knowledge;
mod models;
mod selection;

pub use guest::{uuid_bytes, uuid_text};
pub use host::{Survey, survey_host, survey_hosts};
pub use knowledge::{ask_knowledge, export};
pub use selection::Selection;
