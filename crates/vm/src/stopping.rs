//! Ending a guest's process, and what is left to do when it has ended.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use errors::{Domain as ErrorDomain, Error, Result};
use findings::Record;
use host::process::{ProcessHandle, Signal};
use model::Uuid;

use crate::event::Lifecycle;
use crate::findings_file::{FindingsFile, findings_path};
use crate::owner::Owner;
use crate::patience::patiently;
use crate::process_slot::{Run, end_of};
use crate::status::{Helper, Lent};
use crate::{ShutOffReason, State, Surroundings};

/// Asks QEMU to end: it flushes its disks and exits.
pub(crate) const TERMINATE: Signal = Signal::TERM;

/// How long QEMU may take to follow that before it is killed.
pub(crate) const GRACE: Duration = Duration::from_secs(3);

/// How long a killed process may take to be gone: longer only when it hangs in the kernel.
const DEATH: Duration = Duration::from_secs(15);

const EBUSY: i32 = 16;

/// Ends a process: asked first, then killed unless `graceful`. Returns when it is gone.
pub(crate) async fn end(process: &ProcessHandle, graceful: bool, name: &str) -> Result<()> {
    send(process, TERMINATE, name);
    if tokio::time::timeout(GRACE, end_of(process)).await.is_ok() {
        return Ok(());
    }
    let pid = process.pid();
    if graceful {
        let what = format_args!("Failed to terminate process {pid} with SIGTERM");
        return Err(Error::system(ErrorDomain::Qemu, EBUSY, what));
    }
    tracing::warn!("QEMU of domain '{name}' (pid {pid}) does not end when asked; killing it");
    send(process, Signal::KILL, name);
    match tokio::time::timeout(DEATH, end_of(process)).await {
        Ok(()) => Ok(()),
        Err(_) => {
            see_off(process.clone());
            let what = format_args!("Failed to terminate process {pid} with SIGKILL");
            Err(Error::system(ErrorDomain::Qemu, EBUSY, what))
        }
    }
}

/// Waits in the background for a process that nobody else waits for any more, so that it does not stay a zombie.
fn see_off(process: ProcessHandle) {
    tokio::spawn(async move { end_of(&process).await });
}

fn send(process: &ProcessHandle, signal: Signal, name: &str) {
    if let Err(why) = process.kill(signal) {
        tracing::debug!("signal to QEMU of domain '{name}' (pid {}): {why}", process.pid());
    }
}

impl Owner {
    pub(crate) fn signal(&self, process: &ProcessHandle, signal: Signal) {
        send(process, signal, &self.view.name);
    }

    /// The process is gone. Why it went is known from what was asked, and what QEMU said last.
    pub(crate) async fn on_process_end(&mut self) {
        self.hear_last_words().await;
        let Some(live) = &self.run else { return };
        if let Some((reason, step)) = self.ends_as.take() {
            self.stopped(reason, step).await;
        } else if live.shared.destroyed.load(Ordering::Acquire) {
            self.stopped(ShutOffReason::Destroyed, Lifecycle::StoppedDestroyed).await;
        } else if matches!(self.view.state, State::Crashed(_)) {
            self.stopped(ShutOffReason::Crashed, Lifecycle::StoppedCrashed).await;
        } else if live.shut_down {
            self.stopped(ShutOffReason::Shutdown, Lifecycle::StoppedShutdown).await;
        } else {
            tracing::error!(
                "QEMU of domain '{}' (pid {}) ended unexpectedly",
                self.view.name,
                live.identity.pid
            );
            self.stopped(ShutOffReason::Crashed, Lifecycle::StoppedFailed).await;
        }
    }

    /// A client had this run's process ended. The guest may have been started again since.
    pub(crate) async fn on_destroyed(&mut self, run: &Arc<Run>) {
        if self.run.as_ref().is_some_and(|live| Arc::ptr_eq(&live.shared, run)) {
            self.on_process_end().await;
        }
    }

    /// The monitor closed. QEMU is ending, or is of no use any more: a guest nobody can steer is ended.
    pub(crate) async fn on_monitor_lost(&mut self) {
        let Some(run) = self.run.as_ref().map(|live| Arc::clone(&live.shared)) else { return };
        if tokio::time::timeout(GRACE, end_of(&run.process)).await.is_err() {
            self.tell(crate::EventKind::ControlError);
            tracing::error!(
                "the monitor of domain '{}' is lost while its process lives; ending it",
                self.view.name
            );
            if let Err(why) = end(&run.process, false, &self.view.name).await {
                // It hangs in the kernel. It runs until it is gone, whoever would like to have its disks.
                return tracing::error!("domain '{}': {why}", self.view.name);
            }
        }
        self.on_process_end().await;
    }

    /// Puts everything back that the run had taken, and says that it is over. The record is emptied here
    /// and nowhere else.
    pub(crate) async fn stopped(&mut self, reason: ShutOffReason, step: Lifecycle) {
        let Some(live) = self.run.take() else { return };
        self.slot.set(None);
        let subject = self.view.subject();
        self.log().line(&format!("shutting down, reason={}", reason.as_str()));
        patiently(|| {
            let (name, uuid) = (&self.view.name, self.view.uuid);
            let group = self.group_path.as_deref();
            put_back(&*self.surroundings, name, uuid, &live.directory, &live.lent, &live.helpers, group);
        });
        (self.group_path, self.view.group) = (None, None);
        let ran = self.view.live.take();
        self.findings_file = FindingsFile::default();
        self.view.record = Arc::new(Record::default());
        self.surroundings.release_id(self.view.id);
        self.view.id = -1;
        self.view.state = State::ShutOff(reason);
        self.publish();
        if !self.view.persistent {
            if !ran.is_some_and(|ran| crate::side_programs::is_state_kept(ran.domain())) {
                crate::side_programs::forget_state(self.settings(), self.view.uuid);
            }
            self.forget();
        }
        // libvirt tells this event with the id gone, as clients see the guest from now on.
        let domain = crate::Subject { id: -1, ..subject };
        self.surroundings.publish(crate::DomainEvent { domain, kind: crate::EventKind::Lifecycle(step) });
    }
}

/// Takes away a run's traces on the host: programs that served it, its directory, status file and
/// ports; lent files go back. The status file goes last: whoever finds it after a crash does the rest again.
pub(crate) fn put_back(
    around: &dyn Surroundings,
    name: &str,
    uuid: Uuid,
    directory: &Path,
    lent: &[Lent],
    helpers: &[Helper],
    group: Option<&str>,
) {
    crate::side_programs::end_all(name, helpers);
    if let Some(group) = group {
        crate::control_group::remove_soon(&around.settings().control_groups, name, group);
    }
    // What a damaged status file names may be anything.
    if directory.parent() == Some(around.settings().guests.as_path()) {
        remove("directory", name, directory, std::fs::remove_dir_all(directory));
        crate::memory_files::forget(name, directory);
    }
    around.hand_back(uuid, lent);
    let findings = findings_path(around.settings(), name);
    remove("findings", name, &findings, std::fs::remove_file(&findings));
    let status = crate::status_path(around.settings(), name);
    remove("status file", name, &status, std::fs::remove_file(&status));
    around.release_ports(uuid);
}

pub(crate) fn remove(what: &str, name: &str, path: &Path, outcome: std::io::Result<()>) {
    match outcome {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            tracing::error!("the {what} {} of domain '{name}' cannot be removed: {why}", path.display());
        }
        _ => {}
    }
}
