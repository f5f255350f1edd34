//! Processes: started so that they outlive us, known by pidfd and start time, and never by a bare pid.
//!
//! - [`spawn`] starts a program from a [`SpawnRequest`];
//! - [`ProcessIdentity`] is what can be written down of a process, and [`ProcessHandle`] the process itself;
//! - [`accounting`] reads what a process and its threads have used;
//! - [`find_program`] finds one by its name;
//! - [`affinity`] says where its threads may run.

pub mod accounting;
pub mod affinity;
mod handle;
mod identity;
mod search;
mod spawn;

pub use handle::{Exit, ProcessHandle, Signal};
pub use identity::{ProcessIdentity, boot_id, program_is_gone, program_name, ticks_since_boot};
pub use search::find_program;
pub use spawn::{Credentials, Limits, SpawnRequest, spawn};

#[cfg(test)]
mod tests;
