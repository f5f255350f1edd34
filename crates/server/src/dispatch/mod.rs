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
mod domain_agent;
mod domain_block;
mod domain_definition;
mod domain_dirty_rate;
mod domain_display;
mod domain_events;
mod domain_info;
mod domain_input;
mod domain_interface;
mod domain_job;
mod domain_lifecycle;
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
pub(crate) mod flags;
mod guest;
mod impact;
mod node;
mod parameters;
mod qemu_program;
mod sysinfo;
mod table;
mod unserved;
mod uri;

use errors::{Code, Domain, Error};
use wire::frame::Header;
use wire::message;
use wire::remote::RemoteError;

#[cfg(test)]
pub(crate) use context::Context;
pub(crate) use table::{Handler, Table};

impl Table {
    /// All that is served.
    pub(crate) fn new() -> Self {
        let mut table = Self::unserved();
        capabilities::register(&mut table);
        connect::register(&mut table);
        console::register(&mut table);
        domain_agent::register(&mut table);
        domain_block::register(&mut table);
        domain_definition::register(&mut table);
        domain_dirty_rate::register(&mut table);
        domain_display::register(&mut table);
        domain_events::register(&mut table);
        domain_info::register(&mut table);
        domain_input::register(&mut table);
        domain_interface::register(&mut table);
        domain_job::register(&mut table);
        domain_lifecycle::register(&mut table);
        domain_list::register(&mut table);
        domain_memory::register(&mut table);
        domain_metadata::register(&mut table);
        domain_pinning::register(&mut table);
        domain_save::register(&mut table);
        domain_security::register(&mut table);
        domain_snapshot::register(&mut table);
        domain_stats::register(&mut table);
        domain_tuning::register(&mut table);
        domain_vcpu::register(&mut table);
        node::register(&mut table);
        qemu_program::register(&mut table);
        sysinfo::register(&mut table);
        table
    }
}

/// Writes the answer to a call that failed.
pub(crate) fn write_error(out: &mut Vec<u8>, header: &Header, error: &Error) {
    if message::error(out, header, &RemoteError::from(error)).is_err() {
        // The text quotes something of the client's that is longer than a text may be.
        let short = Error::new(Code::InternalError, Domain::Rpc, "the error's text is too long to be sent");
        let short = Error { code: error.code, domain: error.domain, ..short };
        let _ = message::error(out, header, &RemoteError::from(&short));
    }
}
