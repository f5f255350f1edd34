//! What the tests of the whole stand on: a private daemon, stock clients, raw frames, a fake QEMU.
//!
//! A test reads as a story of a few lines:
//!
//! ```no_run
//! use support::{Daemon, Guest, Need, needs};
//!
//! # fn story() {
//! needs!(Need::Virsh, Need::Qemu);
//! let daemon = Daemon::start();
//! daemon.define(&Guest::named("plain"));
//! daemon.virsh(["start", "plain"]).succeeds();
//! assert_eq!(daemon.messages("plain"), Vec::<String>::new());
//! # }
//! ```
//!
//! Every daemon has a folder of its own, so tests run side by side; at its end it takes its guests with it.
//! Nothing here uses the daemon's own crates: what it is compared with must not share its mistakes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is test code: it fails loudly, and says why it skips"
)]

mod args;
mod background;
mod binaries;
mod boot_sector;
mod client;
pub mod control_groups;
mod daemon;
mod fake_emulator;
mod findings;
mod frame;
mod guest;
mod leftovers;
mod libvirtd;
mod needs;
mod program;
mod reply;
mod wait;

pub use args::Args;
pub use background::Background;
pub use binaries::binary;
pub use boot_sector::{GREETING, write_boot_disk};
pub use client::{Incoming, RawClient};
pub use daemon::Daemon;
pub use fake_emulator::FakeEmulator;
pub use findings::{
    FERROVIRT, FindingFilter, Found, FoundCause, FoundChange, FoundChanges, FoundGuest, FoundGuests,
    FoundWaiver, findings_call,
};
pub use frame::{Frame, KEEPALIVE, LXC, QEMU, REMOTE, kind, status};
pub use guest::Guest;
pub use leftovers::{files_below, processes_of};
pub use libvirtd::{beside_libvirtd, beside_libvirtd_of, same_beside_libvirtd};
pub use needs::{Need, missing, other_qemu, other_release, shared, skip, skip_this};
pub use program::{Ran, run};
pub use reply::{Fields, WireError};
pub use wait::{eventually, until};
