//! Asking a QEMU binary what it can do, without any I/O: which commands to send, and what the replies mean.
//!
//! The prober starts QEMU with [`probe_arguments`], negotiates QMP, and then, until nothing more comes
//! from [`Conversation::next`], sends what it is given and hands every reply to [`Conversation::reply`].
//!
//! ```text
//!   conversation with accel=kvm:tcg --finish--> Answers --> EmulatorCapabilities::of_conversation
//!                                                             | KVM works: TCG is `unasked` until somebody asks
//!   conversation with accel=tcg -----finish--> Answers --> EmulatorCapabilities::completed_by
//! ```
//!
//! A conversation takes two round trips: first what the others depend on, then what depends on the architecture
//! and on KVM, and at the end what takes long.

mod answers;
mod arguments;
mod command;
mod conversation;
#[cfg(test)]
mod tests;
mod types;

pub use answers::Answers;
pub use arguments::{machine_arguments, probe_arguments};
pub use command::{Command, QmpError, reply_from_json};
pub use conversation::{Conversation, ProbeError, Scope};
pub use types::PROBED_TYPES;
