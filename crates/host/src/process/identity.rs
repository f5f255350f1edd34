//! What a process is known by over time: a pid alone is given out again once its process is gone.

use std::io;
use std::sync::OnceLock;

use rustix::time::{ClockId, clock_gettime};

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

/// Now, in the clock ticks since boot that [`ProcessIdentity::start_time`] is counted in.
#[must_use]
pub fn ticks_since_boot() -> u64 {
    let now = clock_gettime(ClockId::Boottime);
    let (seconds, nanoseconds) = (now.tv_sec.unsigned_abs(), now.tv_nsec.unsigned_abs());
    let ticks = rustix::param::clock_ticks_per_second();
    seconds * ticks + nanoseconds * ticks / 1_000_000_000
}

/// Whether the program that a process runs is not on disk any more, or another has taken its place. Not of one
/// that may not be looked at.
#[must_use]
pub fn program_is_gone(pid: u32) -> bool {
    // proc_pid_exe(5): so the kernel marks the name of a file that was removed.
    let program = std::fs::read_link(format!("/proc/{pid}/exe"));
    program.is_ok_and(|path| path.as_os_str().as_encoded_bytes().ends_with(b" (deleted)"))
}

/// The name of the program that a process runs, as the kernel has it: 15 bytes of it at most (proc_pid_comm(5)).
#[must_use]
pub fn program_name(pid: i32) -> Option<String> {
    let name = std::fs::read(format!("/proc/{pid}/comm")).ok()?;
    Some(String::from_utf8_lossy(&name).trim_end_matches('\n').to_owned())
}

/// The kernel's random name for this boot, read once. Identities written down under another name mean nothing.
///
/// # Errors
/// When `/proc` is not there.
pub fn boot_id() -> io::Result<String> {
    static KNOWN: OnceLock<String> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(known.clone());
    }
    let read = std::fs::read_to_string("/proc/sys/kernel/random/boot_id")?;
    Ok(KNOWN.get_or_init(|| read.trim_end().to_owned()).clone())
}
