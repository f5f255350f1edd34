//! Finding a guest again that runs while the daemon was away.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use host::process::{ProcessHandle, ProcessIdentity};
use model::Uuid;
use qmp::{Events, Monitor, MonitorOptions, QmpError};
use serde_json::Value;
use tokio::sync::oneshot;

use crate::event::Lifecycle;
use crate::findings_file::FindingsFile;
use crate::owner::{Live, MonitorEvents, Owner};
use crate::process_slot::{Run, end_of};
use crate::status::{Helper, Lent, Process, Status};
use crate::{GuestLog, ShutOffReason, State, Surroundings, monitor_event};

/// How long to wait before a monitor that did not greet is tried again: its QEMU may be frozen.
const AGAIN: Duration = Duration::from_secs(2);

/// A running process that a status file led to.
#[derive(Debug)]
pub struct Found {
    run: Arc<Run>,
    identity: Process,
    monitor_socket: PathBuf,
    lent: Vec<Lent>,
    helpers: Vec<Helper>,
    /// The highest number that a block node has had.
    next_node: u32,
    /// Where the run begins in the guest's log; none of a daemon that did not look there.
    log: Option<u64>,
}

impl Found {
    /// The process of a status file of this boot, if it still runs: by pid *and* start time.
    ///
    /// # Errors
    /// The process cannot be looked at; it may be running.
    pub fn look_for(status: &Status) -> std::io::Result<Option<Self>> {
        let Some(identity) = status.process.filter(|_| !status.is_of_another_boot()) else { return Ok(None) };
        let Process { pid, start_time } = identity;
        Ok(ProcessHandle::reopen(ProcessIdentity { pid, start_time })?.map(|process| Self {
            run: Arc::new(Run::of(process)),
            identity,
            monitor_socket: status.monitor.clone(),
            lent: status.lent.clone(),
            helpers: status.helpers.clone(),
            // A daemon that knew no hot-plug has left no number.
            next_node: status.nodes.max(prepare::nodes_taken(status.live.domain())),
            log: status.log,
        }))
    }

    /// The run that everybody can reach from the beginning, whenever the owner gets to it.
    pub(crate) fn run(&self) -> Arc<Run> {
        Arc::clone(&self.run)
    }
}

impl Owner {
    /// Takes a found process up: its monitor is connected to in the background, so that a frozen QEMU
    /// keeps nobody waiting.
    pub(crate) fn take_up(&mut self, found: Found) {
        self.findings_file = FindingsFile::holding(&self.view.record);
        let Found { run: shared, identity, monitor_socket, lent, helpers, next_node, log } = found;
        let log = log.unwrap_or_else(|| self.log().end());
        self.watch_helpers(&helpers, &shared.process);
        let directory = monitor_socket.parent().map(Into::into).unwrap_or_default();
        let (done, connection) = oneshot::channel();
        let socket = monitor_socket.clone();
        let name = Arc::clone(&self.view.name);
        let process = shared.process.clone();
        let greeting_deadline = self.settings().monitor_timeout;
        tokio::spawn(async move {
            if let Some(connected) = connect(&process, socket, &name, greeting_deadline).await {
                // Nobody waits any more when the guest has ended meanwhile.
                let _ = done.send(connected);
            }
        });
        self.run = Some(Live {
            shared,
            events: MonitorEvents::Pending(connection),
            identity,
            monitor_socket,
            directory,
            lent,
            helpers,
            stop_reason: None,
            reboots: false,
            resets: false,
            shut_down: false,
            agent: None,
            next_node,
            log_begin: log,
            log_heard: log,
            unplugs: Vec::new(),
        });
        self.hear_complaints();
    }

    /// Watches the programs of a found guest, and misses those that have ended meanwhile.
    fn watch_helpers(&self, helpers: &[Helper], qemu: &ProcessHandle) {
        for helper in helpers {
            let Process { pid, start_time } = helper.process;
            match ProcessHandle::reopen(ProcessIdentity { pid, start_time }) {
                Ok(Some(process)) => {
                    crate::side_programs::watch(
                        &self.view.name,
                        helper.clone(),
                        process,
                        qemu.clone(),
                        self.log(),
                    );
                }
                _ => tracing::error!(
                    "{} of domain '{}' (pid {pid}) has ended while the daemon was away",
                    helper.label,
                    self.view.name
                ),
            }
        }
    }

    /// The monitor of a found guest answers: what QEMU says of its state counts.
    pub(crate) async fn on_reconnected(&mut self, connected: Option<(Monitor, Events)>) {
        // Without a connection the process has ended, which the owner notices by itself.
        let Some((monitor, events)) = connected else { return };
        let Some(live) = &mut self.run else { return };
        live.shared.monitor.store(Some(Arc::new(monitor)));
        live.events = MonitorEvents::Connected(events);
        self.ask_state().await;
        self.learn_channels().await;
        self.learn_devices().await;
        self.make_up_for_lost_job().await;
        tracing::info!("found domain '{}' (id {}) running again", self.view.name, self.view.id);
    }

    /// Asks QEMU what it is doing, and takes that for true.
    pub(crate) async fn ask_state(&mut self) {
        match self.command("query-status", Value::Null).await {
            Ok(status) => self.adopt_state(monitor_event::state_of(&status, self.view.state)).await,
            Err(why) => tracing::warn!("domain '{}' does not tell its state: {why}", self.view.name),
        }
    }

    async fn adopt_state(&mut self, state: State) {
        if state == self.view.state {
            return;
        }
        match state {
            // It shut down, or panicked, while nobody was there to do what follows from that.
            State::Shutdown(_) => self.on_shut_down(true).await,
            State::Crashed(_) => self.on_panicked().await,
            State::Running(_) => {
                self.enter(state);
                self.tell_lifecycle(Lifecycle::ResumedUnpaused);
            }
            State::Paused(reason) => {
                self.enter(state);
                self.tell_lifecycle(monitor_event::lifecycle_of_stop(reason));
            }
            State::PmSuspended | State::ShutOff(_) => self.enter(state),
        }
    }

    /// Whether the guest has opened its ends of its channels meanwhile.
    async fn learn_channels(&mut self) {
        let reply = match self.command("query-chardev", Value::Null).await {
            Ok(reply) => reply,
            Err(why) => return tracing::warn!("the channels of domain '{}': {why}", self.view.name),
        };
        for entry in reply.as_array().into_iter().flatten() {
            let alias = entry["label"].as_str().and_then(|label| label.strip_prefix("char"));
            if let (Some(alias), Some(open)) = (alias, entry["frontend-open"].as_bool()) {
                self.on_port(alias, open);
            }
        }
    }
}

/// A guest whose process ended while the daemon was away, or never began: what it had taken goes back.
pub fn clear_up(around: &dyn Surroundings, name: &str, uuid: Uuid, status: &Status, why: ShutOffReason) {
    let directory = status.monitor.parent().map(PathBuf::from).unwrap_or_default();
    let group = status.group.as_deref();
    let helpers = if status.is_of_another_boot() { &[][..] } else { &status.helpers[..] };
    crate::stopping::put_back(around, name, uuid, &directory, &status.lent, helpers, group);
    GuestLog::new(&around.settings().logs, name).line(&format!("shutting down, reason={}", why.as_str()));
}

/// Connects to a monitor as often as it takes; `None` when the process has ended.
async fn connect(
    process: &ProcessHandle,
    socket: PathBuf,
    name: &str,
    greeting_deadline: Duration,
) -> Option<(Monitor, Events)> {
    loop {
        let options = MonitorOptions { greeting_deadline, ..MonitorOptions::default() };
        let attempt = async {
            let stream =
                host::socket::connect(&socket).await.map_err(|why| QmpError::Protocol(why.to_string()))?;
            Monitor::connect(stream, options).await
        };
        let why = tokio::select! {
            connected = attempt => match connected {
                Ok(connected) => return Some(connected),
                Err(why) => why,
            },
            () = end_of(process) => return None,
        };
        tracing::warn!("the monitor of domain '{name}' does not answer yet: {why}");
        tokio::select! {
            () = tokio::time::sleep(AGAIN) => {}
            () = end_of(process) => return None,
        }
    }
}
