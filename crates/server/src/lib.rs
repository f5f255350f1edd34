//! The face to libvirt's clients: sockets, sessions, keepalive, streams, events, and the dispatch of calls.
//!
//! ```text
//! Listener --> Server --> Session (one task for each client)
//!                           |  transport   bytes and descriptors of the socket
//!                           |  connection  who it is, whether it has opened, what it wants to be told
//!                           |  dispatch    a procedure's number to its handler
//!                           |  stream      consoles
//!                           |  outbox      what it has not read yet
//!                           v
//!                         Engine, Guest (reads from snapshots; all else in tasks of their own)
//! ```
//! - [`Server`], [`Listener`], [`Limits`]: what the daemon's `main` needs.
//! - `admission`: connections that have not opened cost nobody a place.
//! - `session`: the turn of a session; the bounds on what a client can make it hold are in `limits`.
//! - `callbacks`, `event_frame`, `monitor_pattern`: events.
//! - `finding_feed`, `finding_filter`, `finding_frame`: findings, told and followed.
//! - `dispatch`: one file for each kind of object.

mod admission;
mod auto_destroy;
mod callbacks;
mod connection;
mod dispatch;
mod event_frame;
mod finding_feed;
mod finding_filter;
mod finding_frame;
mod keepalive;
mod limits;
mod listener;
mod monitor_pattern;
mod outbox;
mod reply;
mod server;
mod session;
mod stream;
mod transport;
mod typed_params;

pub use limits::Limits;
pub use listener::{Access, Listener};
pub use server::Server;
