//! The process of the current run, for those who must reach it past the guest's queue.
//!
//! Ending a guest may not wait behind a command that a frozen QEMU never answers, and a question with a
//! deadline of its own need not wait either.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use host::process::ProcessHandle;
use qmp::Monitor;

use crate::console::OpenConsoles;

/// How long to wait before the kernel is asked again for an end that it could not watch for.
const AGAIN: Duration = Duration::from_secs(1);

/// Waits for the end of a process. A kernel that cannot watch for it now (no descriptors are left) has not
/// said that it ended: it is asked again. Safe to cancel.
pub(crate) async fn end_of(process: &ProcessHandle) {
    while let Err(why) = process.exited().await {
        tracing::warn!("the end of process {} cannot be watched for: {why}", process.pid());
        tokio::time::sleep(AGAIN).await;
    }
}

/// One run of a guest: its process, and its monitor once that answers.
#[derive(Debug)]
pub(crate) struct Run {
    /// QEMU's process.
    pub(crate) process: ProcessHandle,
    /// QEMU's monitor; empty until it has greeted.
    pub(crate) monitor: ArcSwapOption<Monitor>,
    /// Who has which of its consoles open.
    pub(crate) consoles: OpenConsoles,
    /// A client has asked for its end: when the process goes, that is why.
    pub(crate) destroyed: AtomicBool,
}

impl Run {
    /// The run of a process whose monitor is not known yet.
    pub(crate) fn of(process: ProcessHandle) -> Self {
        Self {
            process,
            monitor: ArcSwapOption::empty(),
            consoles: OpenConsoles::default(),
            destroyed: AtomicBool::new(false),
        }
    }
}

/// Where the current run is found; empty while the guest has no process.
#[derive(Debug, Default)]
pub(crate) struct ProcessSlot(ArcSwapOption<Run>);

impl ProcessSlot {
    /// The current run.
    pub(crate) fn get(&self) -> Option<Arc<Run>> {
        self.0.load_full()
    }

    /// The current run's monitor, if it answers.
    pub(crate) fn monitor(&self) -> Option<Arc<Monitor>> {
        self.get().and_then(|run| run.monitor.load_full())
    }

    pub(crate) fn set(&self, run: Option<Arc<Run>>) {
        self.0.store(run);
    }
}
