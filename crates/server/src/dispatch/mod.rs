//! From a procedure's number to its answer: one file for each kind of object.
//!
//! A file has a `register` function that puts its handlers into the [`Table`], each under the marker type of
//! its procedure, so that arguments and reply are checked by the compiler:
//!
//! | how | for | may wait |
//! |---|---|---|
//! | `table.read` | what is known already: lists, states, XML, messages | no |
//! | `table.connection` | the connection itself: events, close callbacks | no |
//! | `table.opening` | the same, before CONNECT_OPEN too | no |
//! | `table.call` | whatever needs a guest, a disk, a probe | yes, in a task of its own |
//! | `table.bulky` | the same with very long answers, one at a time for each client | yes |
//!
//! Whatever is in no file is answered by `unserved`. Before a handler runs, the arguments are decoded, the
//! connection has opened, and the read-only rule of the procedure is kept; so a handler starts with the flags
//! it knows ([`flags`]) and the guest it is about ([`guest`]).

mod access;
mod capabilities;
mod connect;
mod console;
mod context;
mod cpu;
mod domain_agent;
mod domain_block;
mod domain_definition;
mod domain_device;
mod domain_dirty_rate;
mod domain_display;
mod domain_events;
mod domain_info;
mod domain_input;
mod domain_interface;
mod domain_job;
mod domain_lifecycle;
mod domain_lifecycle_action;
mod domain_list;
mod domain_memory;
mod domain_metadata;
mod domain_pinning;
mod domain_save;
mod domain_security;
mod domain_snapshot;
mod domain_stats;
mod domain_tuning;
mod domain_vcpu;
mod findings;
pub(crate) mod flags;
mod guest;
mod impact;
mod node;
mod parameters;
mod qemu_program;
mod refusal;
mod served;
mod sysinfo;
mod table;
mod unserved;
mod uri;

#[cfg(test)]
pub(crate) use context::Context;
pub(crate) use refusal::write_error;
pub(crate) use table::{Handler, Table};
