//! The kernel of the machine we run on, behind narrow functions.
//!
//! Every module is about one thing that the kernel does, and says nothing of guests or of QEMU:
//!
//! | module | what |
//! |---|---|
//! | [`process`] | starting programs that outlive us, knowing them again, ending them, what they use |
//! | [`files`] | files that survive a crash, append-only logs, bounded reading, owners and modes |
//! | [`socket`] | unix sockets: listening, connecting, paths too long for the kernel, who is at the other end |
//! | [`pty`] | the slave side of a pseudo terminal as a stream |
//! | [`mod@pump`] | bytes moved between a pipe and a file, until told to stop |
//! | [`lock`] | one daemon for one directory |
//! | [`clock`] | the time, and how a log writes it |
//! | [`node`] | facts of this machine: processors, memory, NUMA, firmware tables |
//! | [`kvm`] | whether hardware virtualization really works here |
//! | [`users`] | names of users and groups |
//! | [`cgroup`] | control groups of both kinds: where they are, what is written into them |
//! | [`tap`] | TAP devices, bridges, vhost-net |
//! | [`ports`] | whether a TCP port is free |
//!
//! It is the only room that may contain `unsafe`, so that no other needs it. What can be read from files takes
//! the root of a file tree, so that tests use made-up machines.

pub mod cgroup;
pub mod clock;
mod error;
pub mod files;
pub mod kvm;
pub mod lock;
pub mod node;
pub mod ports;
pub mod process;
pub mod pty;
pub mod pump;
pub mod socket;
pub mod tap;
pub mod users;
mod watch;

pub use error::FileError;
