//! QEMU processes that a daemon started and died before it could write down that it had.
//!
//! Their vcpus never ran (`-S`), nobody was told that they exist, and nothing leads to them: they are ended.

use std::collections::HashSet;
use std::path::Path;

use host::process::accounting::command_line;
use host::process::{ProcessHandle, ProcessIdentity, Signal};

use crate::engine::Engine;

impl Engine {
    /// Ends processes that hold a directory of this daemon's guests and belong to no guest it knows.
    pub fn end_orphans(&self) {
        let known: HashSet<u32> = self.guests().iter().filter_map(vm::Guest::pid).collect();
        for identity in started_here(&self.inner.settings.guests) {
            if known.contains(&identity.pid) {
                continue;
            }
            tracing::warn!("ending QEMU process {}: its start was never completed", identity.pid);
            match ProcessHandle::reopen(identity) {
                Ok(Some(process)) => {
                    if let Err(why) = process.kill(Signal::KILL) {
                        tracing::error!("process {} cannot be ended: {why}", identity.pid);
                    }
                }
                Ok(None) => {}
                Err(why) => tracing::error!("process {} cannot be looked at: {why}", identity.pid),
            }
        }
    }
}

/// Processes whose command line names a directory below `guests`.
fn started_here(guests: &Path) -> Vec<ProcessIdentity> {
    let mark = format!("{}/domain-", guests.display());
    let pids = std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| {
        command_line(*pid).is_ok_and(|words| {
            words.iter().any(|word| word == "-S")
                && words.iter().any(|word| word.to_string_lossy().contains(&mark))
        })
    })
    .filter_map(|pid| ProcessIdentity::of(pid).ok())
    .collect()
}
