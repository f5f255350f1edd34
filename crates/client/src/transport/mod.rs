//! Ways to a daemon. Each ends in a [`Link`]: two halves of a byte stream, and what is known of it.
//!
//! - [`unix`]: a socket of this host.
//! - [`tcp`]: in the clear.
//! - [`tls`]: with certificates from where libvirt keeps them.
//! - [`ssh`]: the system's `ssh`, and a program on the far side that opens the socket there.

mod certificates;
mod link;
mod ssh;
mod tcp;
mod tls;
mod tls_config;
mod unix;

pub(crate) use link::{Link, LinkRequest, Reader, Writer};
