//! An asynchronous client of libvirt's remote protocol: every procedure as a typed call, on any libvirt daemon
//! from 6.0 on, stock `libvirtd` and the modular ones as well as ferrovirtd.
//!
//! ```no_run
//! use client::{OpenOptions, wire::remote::{ConnectListAllDomainsArgs, DomainGetXmlDescArgs}};
//!
//! # async fn example() -> client::Result<()> {
//! let connection = OpenOptions::new().read_only(true).open("qemu:///system").await?;
//! let all = ConnectListAllDomainsArgs { need_results: 1, flags: 0 };
//! for dom in connection.connect_list_all_domains(&all).await?.domains {
//!     let name = dom.name.clone();
//!     let xml = connection.domain_get_xml_desc(&DomainGetXmlDescArgs { dom, flags: 0 }).await?.xml;
//!     println!("{name}: {} bytes of XML", xml.len());
//! }
//! connection.close().await
//! # }
//! ```
//!
//! # What it holds to
//! - **Every call has a deadline** ([`OpenOptions::deadline`], [`Connection::call_within`]). A daemon that hangs
//!   costs its caller that time and nothing more.
//! - **Calls overlap, but only so many** ([`OpenOptions::calls_at_once`]): a stock daemon stops reading from a
//!   client that has five calls unanswered, pings included, so four is the most by default. A call that was given
//!   up keeps its place until the daemon answers it.
//! - **Features are asked for**, never concluded from a version ([`Connection::has_feature`]); a procedure that the
//!   daemon does not know is [`ClientError::NotSupported`].
//! - **A peer is not trusted.** Frames are bounded before memory is given to them; answers that nobody waits for,
//!   or that are of another procedure than the call, end the connection.
//! - **Keepalive** both ways, where the daemon can.
//! - **Queues are bounded**: who does not read events is told how many were missed.
//!
//! # Where things are
//! - [`Uri`]: libvirt's connection URIs; [`Settings`]: `libvirt.conf` and `LIBVIRT_DEFAULT_URI`.
//! - [`OpenOptions`]: opening a connection; [`Connection`]: calling.
//! - [`Events`]: what the daemon sends unasked; [`DomainEvents`]: of one registration.
//! - [`ClientError`]: what can go wrong, and what to do about it.
//! - [`wire`]: the protocol's types.

mod account;
mod auth;
mod connection;
mod daemon_error;
mod domain_events;
mod driver;
mod error;
mod events;
#[allow(missing_docs, reason = "methods and fields bear the protocol's own names")]
mod generated;
mod open;
mod pending;
mod settings;
mod sockets;
mod stream;
mod traffic;
mod transport;
mod uri;

pub use connection::{Connection, Feature};
pub use daemon_error::DaemonError;
pub use domain_events::{DomainEvent, DomainEvents};
pub use error::{ClientError, Result};
pub use events::{EventFrame, Events, Incoming};
pub use open::OpenOptions;
pub use settings::Settings;
pub use sockets::{DaemonMode, socket_candidates};
pub use stream::{Chunk, Stream};
pub use uri::{Transport, Uri, UriError};
pub use wire;
