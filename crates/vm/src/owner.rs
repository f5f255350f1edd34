//! The one owner of a guest: a task that takes requests, monitor events and the end of the process in
//! turn, changes the guest, and publishes what it is now.
//!
//! ```text
//!                 start                  stop, event STOP
//!   shut off ---------------> running -----------------------> paused
//!      ^  ^   (fails: no        |  ^                             |  |
//!      |  |    trace is left)   |  +-----------------------------+  |
//!      |  |                     |      resume, event RESUME         |
//!      |  +--- process gone ----+--- event SHUTDOWN (the process ---+
//!      |       (crash: failed)       is then ended: shut down)
//!      +------ destroy (from any state with a process; frozen or not)
//!
//!   crashed:     event GUEST_PANICKED; the process is then ended (shut off: crashed), or with on_crash=restart
//!                reset (running: crashed), or with on_crash=preserve kept until destroy, or reset to paused
//!   pmsuspended: event SUSPEND; left by event WAKEUP or by destroy
//!   A daemon that finds the process of a status file takes up in the state that QEMU reports;
//!   one whose process is gone becomes shut off (crashed).
//! ```

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::{Finding, Record};
use host::clock::Timestamp;
use qmp::{Event, Events, Monitor};
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use crate::event::{DomainEvent, EventKind, Lifecycle};
use crate::findings_file::FindingsFile;
use crate::guest::Act;
use crate::job::Jobs;
use crate::patience::patiently;
use crate::process_slot::{ProcessSlot, Run, end_of};
use crate::status::{Helper, Lent, Process, Status};
use crate::surroundings::Settings;
use crate::{Definition, GuestLog, PausedReason, ShutOffReason, State, Surroundings, View};

/// How long the owner waits for the last events of a monitor whose process has ended.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// A guest's owner.
pub(crate) struct Owner {
    /// The guest as it is now; published after every change.
    pub(crate) view: View,
    published: Arc<ArcSwap<View>>,
    pub(crate) slot: Arc<ProcessSlot>,
    pub(crate) surroundings: Arc<dyn Surroundings>,
    /// Jobs that are under way beside the queue.
    pub(crate) jobs: Arc<Jobs>,
    /// What there is while a process lives.
    pub(crate) run: Option<Live>,
    /// What the run's findings are on disk.
    pub(crate) findings_file: FindingsFile,
    /// How the run ends that is being ended for a reason of its own, such as a save.
    pub(crate) ends_as: Option<(ShutOffReason, Lifecycle)>,
    /// Where the run's control group is, or is going to be.
    pub(crate) group_path: Option<String>,
    /// Nobody finds it any more: whoever still waits in its queue is told so.
    forgotten: bool,
}

/// What the owner holds of a run that nobody else needs.
pub(crate) struct Live {
    pub(crate) shared: Arc<Run>,
    pub(crate) events: MonitorEvents,
    pub(crate) identity: crate::status::Process,
    pub(crate) monitor_socket: std::path::PathBuf,
    pub(crate) directory: std::path::PathBuf,
    pub(crate) lent: Vec<Lent>,
    /// Programs that serve its devices.
    pub(crate) helpers: Vec<Helper>,
    /// Why the next STOP event will have come.
    pub(crate) stop_reason: Option<PausedReason>,
    /// A reboot was asked for: the next shutdown becomes a reset.
    pub(crate) reboots: bool,
    /// It is being reset after it had stopped for good: until its vcpus run again, that they stood still is no
    /// pause.
    pub(crate) resets: bool,
    /// A SHUTDOWN event has come.
    pub(crate) shut_down: bool,
    /// The connection to the guest agent, once somebody needed it.
    pub(crate) agent: Option<qmp::Agent>,
    /// The highest number that a block node has.
    pub(crate) next_node: u32,
    /// Where this run begins in the guest's log, in bytes: what QEMU writes comes after it.
    pub(crate) log_begin: u64,
    /// Up to where the log has been looked at.
    pub(crate) log_heard: u64,
    /// Who waits for which device to be gone.
    pub(crate) unplugs: Vec<crate::hotplug::Unplug>,
}

/// Where a run's monitor events come from.
pub(crate) enum MonitorEvents {
    /// From the monitor.
    Connected(Events),
    /// From nowhere yet: a guest that was found running is being connected to.
    Pending(oneshot::Receiver<(Monitor, Events)>),
    /// From nowhere any more.
    Lost,
}

/// What the owner's loop wakes up for.
enum Wake {
    Event(Option<Event>),
    Connected(Option<(Monitor, Events)>),
    Ended,
    Request(Option<Act>),
}

impl Owner {
    pub(crate) fn new(
        published: Arc<ArcSwap<View>>,
        slot: Arc<ProcessSlot>,
        jobs: Arc<Jobs>,
        surroundings: Arc<dyn Surroundings>,
    ) -> Self {
        let view = View::clone(&published.load());
        let findings_file = FindingsFile::default();
        let (run, ends_as, forgotten) = (None, None, false);
        let group_path = view.group.as_ref().map(|group| group.path().to_owned());
        Self { view, published, slot, surroundings, jobs, run, findings_file, ends_as, group_path, forgotten }
    }

    /// Lives until the guest is forgotten, or nobody holds its handle any more.
    pub(crate) async fn run(mut self, mut requests: mpsc::Receiver<Act>, found: Option<crate::Found>) {
        if let Some(found) = found {
            self.take_up(found);
        }
        while !self.forgotten {
            let wake = match &mut self.run {
                Some(live) => {
                    let process = &live.shared.process;
                    tokio::select! {
                        biased;
                        wake = live.events.next() => wake,
                        () = end_of(process) => Wake::Ended,
                        request = requests.recv() => Wake::Request(request),
                    }
                }
                None => Wake::Request(requests.recv().await),
            };
            match wake {
                Wake::Event(Some(event)) => {
                    self.on_event(event).await;
                    self.make_up_for_lost_events().await;
                }
                Wake::Event(None) => self.on_monitor_lost().await,
                Wake::Connected(connected) => self.on_reconnected(connected).await,
                Wake::Ended => self.on_process_end().await,
                Wake::Request(Some(act)) => act(&mut self).await,
                Wake::Request(None) => break,
            }
        }
    }

    /// The guest is neither running nor defined any more. Its owner ends, so that nobody who had found it
    /// before starts or stores what can be found no more.
    pub(crate) fn forget(&mut self) {
        self.forgotten = true;
        self.surroundings.forget(self.view.uuid);
    }

    /// Where things are and how the daemon was set up.
    pub(crate) fn settings(&self) -> &Settings {
        self.surroundings.settings()
    }

    /// Makes the guest as it is now the one that readers see.
    pub(crate) fn publish(&self) {
        self.published.store(Arc::new(self.view.clone()));
        self.surroundings.follow(&self.view);
    }

    /// Tells listeners about the guest as it is now.
    pub(crate) fn tell(&self, kind: EventKind) {
        self.surroundings.publish(DomainEvent { domain: self.view.subject(), kind });
    }

    pub(crate) fn tell_lifecycle(&self, step: Lifecycle) {
        self.tell(EventKind::Lifecycle(step));
    }

    /// A new state: on disk before anybody sees it.
    pub(crate) fn enter(&mut self, state: State) {
        self.view.state = state;
        self.save_status();
        self.publish();
    }

    /// A changed live definition: on disk before anybody sees it.
    pub(crate) fn set_live(&mut self, domain: model::Domain) {
        self.view.live = Some(Definition::new(domain));
        self.save_status();
        self.publish();
    }

    /// Takes note of a finding: recorded, logged in both logs when it is news, and on disk before anything
    /// else happens, so that a taint may stand for a command that was never answered but never the reverse.
    pub(crate) fn note(&mut self, finding: Finding) {
        let finding = finding.seen_at(u64::try_from(Timestamp::now().milliseconds).unwrap_or(0));
        let words = finding.log_words();
        let mut record = Record::clone(&self.view.record);
        let is_logged = record.note(finding);
        self.view.record = Arc::new(record);
        if is_logged {
            let (id, name, uuid) = (self.view.id, &self.view.name, self.view.uuid);
            tracing::warn!("Domain id={id} name='{name}' uuid={uuid} {words}");
            self.log().line(&format!("Domain id={id} {words}"));
        }
        if is_logged || self.findings_file.is_behind(&self.view.record) {
            self.save_status();
        }
        self.publish();
    }

    /// The guest's own log file.
    pub(crate) fn log(&self) -> GuestLog {
        GuestLog::new(&self.settings().logs, &self.view.name)
    }

    /// Writes the status file, so that a daemon that comes after this one finds the guest as it is.
    pub(crate) fn save_status(&mut self) {
        if self.run.is_some() {
            self.save_findings();
        }
        let Some(live) = &self.run else { return };
        // The guest runs on whether this works or not; a daemon that restarts now would know less of it.
        if let Err(why) =
            self.write_status(Some(live.identity), &live.monitor_socket, &live.lent, &live.helpers)
        {
            tracing::error!("the status of domain '{}' is not saved: {why}", self.view.name);
        }
    }

    /// Writes what the status file has no place for, always before it.
    pub(crate) fn save_findings(&mut self) {
        let View { name, uuid, record, .. } = &self.view;
        self.findings_file.write(self.surroundings.settings(), name, *uuid, record);
    }

    /// Writes the status file of a guest that has this process, or none yet.
    pub(crate) fn write_status(
        &self,
        process: Option<Process>,
        monitor: &Path,
        lent: &[Lent],
        helpers: &[Helper],
    ) -> Result<(), host::FileError> {
        let Some(definition) = &self.view.live else { return Ok(()) };
        let status = Status {
            state: self.view.state,
            process,
            boot: host::process::boot_id().ok(),
            monitor: monitor.to_owned(),
            record: Record::clone(&self.view.record),
            lent: lent.to_vec(),
            helpers: helpers.to_vec(),
            group: self.group_path.clone(),
            nodes: self.run.as_ref().map_or(0, |live| live.next_node),
            log: self.run.as_ref().map(|live| live.log_begin),
            live: Arc::clone(definition),
        };
        let path = crate::status_path(self.settings(), &self.view.name);
        patiently(|| host::files::write_atomic(&path, status.format().as_bytes(), 0o600))
    }

    /// A command to QEMU within the configured time; its failure in libvirt's words.
    pub(crate) async fn command(&self, command: &str, arguments: Value) -> Result<Value> {
        let monitor = self.monitor()?;
        let deadline = self.settings().monitor_timeout;
        monitor.execute(command, arguments, deadline).await.map_err(|e| monitor_error(command, &e))
    }

    /// The monitor of the current run.
    ///
    /// # Errors
    /// The domain is not running, or its monitor does not answer yet or any more.
    pub(crate) fn monitor(&self) -> Result<Arc<Monitor>> {
        self.require_active()?;
        self.slot.monitor().ok_or_else(|| {
            Error::new(Code::OperationFailed, ErrorDomain::Qemu, "the monitor of the domain does not answer")
        })
    }

    /// # Errors
    /// 55 "domain is not running".
    pub(crate) fn require_active(&self) -> Result<()> {
        if self.view.is_active() { Ok(()) } else { Err(not_running()) }
    }

    /// Handles the events that have come by now: after a command's reply, all that happened before it.
    pub(crate) async fn catch_up(&mut self) {
        while let Some(event) = self.run.as_mut().and_then(|live| live.events.try_next()) {
            self.on_event(event).await;
        }
    }

    /// Handles what comes next, if anything comes within `limit`, and all that has come by then.
    pub(crate) async fn hear(&mut self, limit: Duration) {
        let Some(live) = self.run.as_mut() else { return tokio::time::sleep(limit).await };
        if let Ok(Wake::Event(Some(event))) = tokio::time::timeout(limit, live.events.next()).await {
            self.on_event(event).await;
            self.catch_up().await;
        }
    }

    /// Events that came faster than they could be handled were dropped by the monitor's bounded queue: QEMU
    /// is asked what it is doing.
    async fn make_up_for_lost_events(&mut self) {
        let Some(Live { events: MonitorEvents::Connected(events), .. }) = &self.run else { return };
        let lost = events.take_lost();
        if lost > 0 {
            tracing::warn!("{lost} events of domain '{}' were dropped: they came too fast", self.view.name);
            self.ask_state().await;
        }
    }

    /// The last events of a monitor whose process has ended.
    pub(crate) async fn hear_last_words(&mut self) {
        let deadline = tokio::time::Instant::now() + LAST_WORDS;
        while let Some(live) = self.run.as_mut().filter(|live| !matches!(live.events, MonitorEvents::Lost)) {
            match tokio::time::timeout_at(deadline, live.events.next()).await {
                Ok(Wake::Event(Some(event))) => self.on_event(event).await,
                _ => break,
            }
        }
    }
}

impl MonitorEvents {
    async fn next(&mut self) -> Wake {
        match self {
            Self::Connected(events) => {
                let event = events.recv().await;
                if event.is_none() {
                    *self = Self::Lost;
                }
                Wake::Event(event)
            }
            Self::Pending(connection) => {
                let connected = connection.await.ok();
                *self = Self::Lost;
                Wake::Connected(connected)
            }
            Self::Lost => std::future::pending().await,
        }
    }

    fn try_next(&mut self) -> Option<Event> {
        match self {
            Self::Connected(events) => events.try_recv(),
            _ => None,
        }
    }
}

/// libvirt's error for a guest without a process.
pub(crate) fn not_running() -> Error {
    Error::new(Code::OperationInvalid, ErrorDomain::Domain, "domain is not running")
}

/// What became of a monitor command, in libvirt's words.
pub(crate) fn monitor_error(command: &str, error: &qmp::QmpError) -> Error {
    match error {
        qmp::QmpError::Command { desc, .. } => Error::new(
            Code::InternalError,
            ErrorDomain::Qemu,
            format!("unable to execute QEMU command '{command}': {desc}"),
        ),
        qmp::QmpError::Deadline => Error::new(
            Code::OperationTimeout,
            ErrorDomain::Qemu,
            format!("QEMU did not answer '{command}' in time: it may be frozen"),
        ),
        other => Error::new(
            Code::OperationFailed,
            ErrorDomain::Qemu,
            format!("domain is no longer running: {other}"),
        ),
    }
}
