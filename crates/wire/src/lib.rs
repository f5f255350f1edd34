//! libvirt's remote protocol as values: what may stand on the wire, how long it may be, and what each
//! procedure is. A pure room: bytes in, values out; sockets, clocks and guests are other rooms' business.
//!
//! # The way of a call
//! ```text
//! bytes --frame::FrameDecoder--> Frame { header, fds, payload } --procedure::find--> ProcedureInfo
//!                                                |
//!                      xdr::decode::<P::Args> <--+     (P: a marker such as remote::procedure::DomainGetInfo)
//!                                |
//!                        the caller's handler
//!                                |
//! bytes <--message::reply::<P>---+   or message::error, message::event::<E>, message::stream_data ...
//! ```
//!
//! # Where things are
//! - [`xdr`]: the codec. It decodes as leniently as libvirt's own does and encodes strictly.
//! - [`frame`]: length word, header, limits, and a decoder that never allocates more than was received.
//! - [`message`]: one function for every kind of frame that is sent.
//! - [`procedure`]: the traits [`Procedure`] and [`Event`], and the table with everything about a
//!   number: name, priority, access rules, stream direction, file descriptors.
//! - [`access`]: the read-only rule and the permissions of a procedure, as data to be evaluated.
//! - [`by_number`]: from a number that is only known at run time to its types.
//! - [`keepalive`]: ping and pong.
//! - [`remote`], [`qemu`], [`lxc`]: the generated types of libvirt's three programs, and [`ferrovirt`], those of
//!   this project's own. Bounds are enforced in both
//!   directions by the generated code, so fields are plain `String`, `Vec`, `Option`, `[u8; 16]`.
//! - [`limits`]: the bounds themselves, for callers who must check before they build a reply.
//!
//! Everything under `generated` comes from the files in `schema` by `cargo xtask codegen`; a test of `xtask`
//! fails when the two differ.

pub mod access;
pub mod by_number;
mod error;
pub mod frame;
#[allow(missing_docs, reason = "fields bear the protocol's own names")]
mod generated;
pub mod keepalive;
pub mod message;
pub mod procedure;
mod program;
pub mod reencode;
mod refusal;
pub mod xdr;

pub use error::WireError;
pub use generated::{ferrovirt, limits, lxc, qemu, remote};
pub use procedure::{Event, Procedure};
pub use program::Program;
