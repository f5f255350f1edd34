//! What a process is known by over time: a pid alone is given out again once its process is gone.

use std::io;

use super::accounting::ProcStat;

/// A process for as long as this boot lasts: no two processes of one pid start in the same clock tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProcessIdentity {
    /// The process id.
    pub pid: u32,
    /// When it started, in clock ticks since boot: field 22 of `/proc/PID/stat`, proc(5).
    pub start_time: u64,
}

impl ProcessIdentity {
    /// The process that has this pid now.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn of(pid: u32) -> io::Result<Self> {
        Ok(Self { pid, start_time: ProcStat::of(pid)?.start_time })
    }
}

/// The kernel's random name for this boot. Identities written down under another name mean nothing.
///
/// # Errors
/// When `/proc` is not there.
pub fn boot_id() -> io::Result<String> {
    Ok(std::fs::read_to_string("/proc/sys/kernel/random/boot_id")?.trim_end().to_owned())
}
