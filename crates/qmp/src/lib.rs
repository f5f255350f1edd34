//! Talking to a running QEMU: the machine protocol (QMP) of its monitor, and the guest agent's dialect of it.
//!
//! This room moves messages and knows no command: what a command means, which ones to send and what to do
//! about an answer belongs to the callers (`vm` and the prober of `engine`).
//!
//! ```text
//!   callers ── execute ──> schedule ──> writer task ──(sendmsg, fds)──> QEMU
//!      ^                      ^                                          │
//!      └────── reply ─────────┴── message <── line <── reader task <─────┘
//!                                    └──> event queue ──> Events (one consumer)
//! ```
//!
//! - [`Monitor`] is the handle to one connection; [`Events`] is its stream of events.
//! - [`Agent`] speaks to a guest agent, which the guest controls and which therefore may say anything.
//! - [`mod@line`], [`message`] and [`raw`] are pure and hold all parsing of foreign bytes.
//! - [`transcript`] records conversations; [`replay`] plays QEMU's side of one for tests.

mod agent;
mod descriptors;
mod error;
mod events;
pub mod line;
pub mod message;
mod monitor;
pub mod raw;
pub mod replay;
mod schedule;
pub mod transcript;
mod transport;

pub use agent::{Agent, AgentError, AgentOptions, Wait};
pub use error::QmpError;
pub use events::{Event, Events};
pub use message::{Greeting, Version};
pub use monitor::{Monitor, MonitorOptions};
