//! Starting a guest: from its stored definition to vcpus that run.
//!
//! Every step that fails is undone by [`Owner::start`], so that a start leaves either a running guest or no
//! trace at all.

use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caps::{EmulatorCapabilities, Feature};
use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::Record;
use findings::launch::Situation;
use host::clock::Timestamp;
use host::process::{Credentials, Limits, ProcessHandle, SpawnRequest};
use host::socket::ListenOptions;
use launch::{CommandLine, DescriptorNumbers, DescriptorTarget, HostResources, LaunchContext};
use model::Domain;
use model::domain::LifecycleAction;
use prepare::StartFacts;
use qmp::{Events, Monitor, MonitorOptions, QmpError};
use serde_json::json;

use crate::definition_files::file_trouble;
use crate::findings_file::FindingsFile;
use crate::history::{self, Started};
use crate::lifecycle::{StartFlags, invalid};
use crate::native::plain_context;
use crate::owner::{Live, MonitorEvents, Owner};
use crate::patience::patiently;
use crate::process_slot::{Run, end_of};
use crate::restoring::Incoming;
use crate::side_programs::Program;
use crate::stopping::put_back;
use crate::{
    Caller, Definition, PausedReason, ShutOffReason, State, View, backing_chains, files, guest_log,
    memory_files, network_taps, random, side_programs, status,
};

/// The first descriptor number that QEMU's command line uses for what it inherits.
const FIRST_DESCRIPTOR: i32 = 10;

/// The part of a guest's name that its directory shows: socket paths have little room.
pub(crate) const SHORT_NAME: usize = 20;

/// open(2)'s O_NONBLOCK on Linux.
const NONBLOCK: i32 = 0o4000;

/// What a start has taken from the host so far, to be given back when it fails.
struct Traces {
    id: i32,
    directory: PathBuf,
    lent: Vec<status::Lent>,
    helpers: Vec<status::Helper>,
}

impl Owner {
    /// Starts the guest, with `instead` for once where that is given, and with the state that comes in with it.
    pub(crate) async fn start(
        &mut self,
        instead: Option<Domain>,
        incoming: Option<Incoming>,
        flags: StartFlags,
        caller: Caller,
    ) -> Result<Arc<View>> {
        if self.view.is_active() {
            return Err(match instead {
                Some(_) => {
                    let detail = format!("domain '{}' is already active", self.view.name);
                    Error::new(Code::OperationInvalid, ErrorDomain::Domain, detail)
                }
                None => invalid("domain is already running"),
            });
        }
        let definition = match instead {
            Some(domain) => Definition::new(domain),
            None => Arc::clone(self.view.next_definition()?),
        };
        if let Some(pid) = self.surroundings.stray(self.view.uuid) {
            let why = format!("a QEMU of this domain that cannot be controlled runs as process {pid}");
            return Err(invalid(&why));
        }
        self.view.hook_modified |= incoming.as_ref().is_some_and(Incoming::is_modified_by_hook);
        let id = self.surroundings.claim_id(self.view.uuid);
        let short: String = self.view.name.chars().take(SHORT_NAME).collect();
        let directory = self.settings().guests.join(format!("domain-{id}-{short}"));
        let mut traces = Traces { id, directory, lent: Vec::new(), helpers: Vec::new() };
        tracing::info!("starting domain '{}' for pid {} uid {}", self.view.name, caller.pid, caller.uid);
        let restored = incoming.is_some();
        match self.launch(&definition, incoming, flags, &mut traces).await {
            Ok(()) => {
                self.keep_history(restored, &caller).await;
                if !self.view.persistent {
                    // What it was started with is now what runs; there is no next time.
                    self.view.stored = None;
                    self.publish();
                }
                Ok(Arc::new(self.view.clone()))
            }
            Err(why) => {
                self.undo(traces).await;
                Err(why)
            }
        }
    }

    async fn launch(
        &mut self,
        stored: &Definition,
        incoming: Option<Incoming>,
        flags: StartFlags,
        traces: &mut Traces,
    ) -> Result<()> {
        let capabilities = self.emulator_caps(stored.domain()).await?;
        let facts = self.facts(stored.domain(), traces)?;
        let mut domain = stored.domain().clone();
        let missing = patiently(|| backing_chains::follow(self.settings().qemu.as_ref(), &mut domain))?;
        let mut domain = prepare::start(domain, &capabilities, &facts)?;
        let taps = patiently(|| network_taps::connect(&mut domain, FIRST_DESCRIPTOR))?;
        self.make_directory(&traces.directory)?;
        memory_files::make(self.settings(), &domain, &traces.directory)?;
        let cd_drives = files::cd_drives(&domain);
        let waits = incoming.is_some().then(|| "defer".to_owned());
        let context = LaunchContext {
            incoming: waits,
            descriptors: after(&taps.opened),
            ..self.context(&traces.directory, cd_drives.clone())?
        };
        let mut resources = HostResources { taps: taps.numbers, ..HostResources::default() };
        let programs = side_programs::plan(self.settings(), &domain, &traces.directory, &mut resources)?;
        let mut command = launch::command_line_with(&domain, &capabilities, &context, &resources)?;

        let settings = self.settings();
        let situation = Situation {
            runs_as_root: settings.runs_as_root(),
            capability_filters: settings.capability_filters,
            cd_drives: &cd_drives,
            incoming: incoming.is_some(),
            hook_modified: self.view.hook_modified,
        };
        let found = findings::launch::at_launch(&domain, &capabilities, situation);
        // State that comes back is not kept out: the guest would be lost.
        if incoming.is_none() {
            self.allow(policy::Act::Start, &found)?;
        }
        let log = self.open_log(&capabilities, &command)?;
        self.view.id = traces.id;
        self.view.record = Arc::new(Record::default());
        self.group_path = self.planned_group(&domain)?;
        self.view.live = Some(Definition::new(domain));
        self.view.state = State::Paused(PausedReason::StartingUp);
        missing.into_iter().for_each(|kind| self.tell(kind));
        for finding in found {
            self.note(finding);
        }
        let monitor_socket = PathBuf::from(&context.monitor_socket);
        self.lend(traces, &monitor_socket, flags)?;
        patiently(|| self.make_group())?;

        let serving = self.start_helpers(programs, traces, &monitor_socket).await?;
        let mut opened = open_descriptors(&mut command)?;
        opened.extend(taps.opened);
        let words = self.log().end();
        let process = self.spawn(command, opened, log)?;
        let shared = Arc::new(Run::of(process));
        self.slot.set(Some(Arc::clone(&shared)));
        for (helper, process) in serving {
            side_programs::watch(&self.view.name, helper, process, shared.process.clone(), self.log());
        }
        let identity = shared.process.identity();
        self.run = Some(Live {
            identity: status::Process { pid: identity.pid, start_time: identity.start_time },
            shared: Arc::clone(&shared),
            events: MonitorEvents::Lost,
            monitor_socket: monitor_socket.clone(),
            directory: traces.directory.clone(),
            lent: std::mem::take(&mut traces.lent),
            helpers: std::mem::take(&mut traces.helpers),
            stop_reason: None,
            reboots: false,
            resets: false,
            shut_down: false,
            agent: None,
            next_node: self.view.live.as_ref().map_or(0, |live| prepare::nodes_taken(live.domain())),
            log_begin: words,
            log_heard: words,
            unplugs: Vec::new(),
        });
        self.enter(State::Paused(PausedReason::StartingUp));
        let (monitor, events) = self.greet(&shared.process, &monitor_socket, words).await?;
        shared.monitor.store(Some(Arc::new(monitor)));
        if let Some(live) = &mut self.run {
            live.events = MonitorEvents::Connected(events);
        }
        self.learn_terminals().await?;
        self.set_display_passwords().await?;
        self.plug_removable_vcpus().await?;
        self.set_limits().await?;
        self.inflate_balloon().await;
        self.tell_agent();
        self.set_reboot_action(&capabilities).await?;
        match incoming {
            Some(incoming) => self.load(incoming, flags.paused).await,
            None => self.begin(flags.paused).await,
        }
    }

    /// Writes down what was found at this start.
    async fn keep_history(&self, restored: bool, caller: &Caller) {
        let (Some(directory), Some(live)) = (&self.settings().history, &self.view.live) else { return };
        let domain = live.domain();
        let emulator = domain.devices.emulator.as_deref().unwrap_or_default();
        let known = self.emulator_caps(domain).await.ok();
        let started = Started {
            time: Timestamp::now().to_string(),
            name: &self.view.name,
            uuid: self.view.uuid,
            id: self.view.id,
            emulator,
            version: known.map(|known| known.version.to_string()),
            machine: domain.os.machine.as_deref(),
            restored,
            by: (caller.uid, caller.pid),
            findings: self.view.record.findings(),
        };
        patiently(|| history::append(directory, &started));
    }

    /// A guest whose definition wants it to end instead of rebooting: QEMU is told so here where it can be, by
    /// its command line where it cannot.
    async fn set_reboot_action(&self, capabilities: &EmulatorCapabilities) -> Result<()> {
        let on_reboot = self.view.live.as_ref().and_then(|live| live.domain().on_reboot);
        if on_reboot == Some(LifecycleAction::Destroy) && capabilities.has(Feature::Action) {
            self.command("set-action", json!({ "reboot": "shutdown" })).await?;
        }
        Ok(())
    }

    /// Takes back all that a failed start had taken.
    async fn undo(&mut self, mut traces: Traces) {
        if let Some(live) = self.run.take() {
            traces.lent = live.lent;
            traces.helpers = live.helpers;
        }
        if let Some(run) = self.slot.get() {
            self.slot.set(None);
            if let Err(why) = crate::stopping::end(&run.process, false, &self.view.name).await {
                tracing::error!("domain '{}': {why}", self.view.name);
            }
        }
        let (name, uuid) = (&self.view.name, self.view.uuid);
        patiently(|| {
            let group = self.group_path.as_deref();
            put_back(
                &*self.surroundings,
                name,
                uuid,
                &traces.directory,
                &traces.lent,
                &traces.helpers,
                group,
            );
        });
        (self.group_path, self.view.group) = (None, None);
        self.surroundings.release_id(traces.id);
        self.view.live = None;
        self.view.record = Arc::new(Record::default());
        self.findings_file = FindingsFile::default();
        self.view.id = -1;
        self.enter(State::ShutOff(ShutOffReason::Failed));
        if !self.view.persistent {
            self.forget();
        }
    }

    /// What preparing the live definition has to know, ports included.
    fn facts(&self, domain: &Domain, traces: &Traces) -> Result<StartFacts> {
        let settings = self.settings();
        let uuid = self.view.uuid;
        let mut vnc_ports = Vec::new();
        let mut spice_ports = Vec::new();
        for wanted in crate::displays::ports(domain) {
            let port = self.surroundings.claim_port(uuid, &settings.policy.vnc_listen, wanted.fixed)?;
            if wanted.fixed.is_none() {
                if wanted.spice { spice_ports.push(port) } else { vnc_ports.push(port) }
            }
        }
        let directory = text(&traces.directory);
        Ok(StartFacts {
            id: u32::try_from(traces.id).ok(),
            channel_dir: directory.clone(),
            memory_dir: text(&memory_files::directory(&traces.directory)),
            domain_dir: directory,
            vnc_ports,
            spice_ports,
            policy: settings.policy.clone(),
        })
    }

    fn context(&self, directory: &Path, cdrom_drives: Vec<String>) -> Result<LaunchContext> {
        let master_key = self.master_key(directory)?;
        let plain = plain_context(self.settings(), directory);
        Ok(LaunchContext { master_key, cdrom_drives, ..plain })
    }

    /// The file with the key that protects secrets on their way to QEMU; `None` where QEMU's user could not
    /// reach it, which is then told.
    fn master_key(&self, directory: &Path) -> Result<Option<String>> {
        let settings = self.settings();
        let key = directory.join("master-key.aes");
        if let Some(closed) = settings.qemu.as_ref().and_then(|qemu| qemu.closed_directory(&key)) {
            tracing::warn!(
                "QEMU's user cannot enter {}: domain '{}' runs without a key for secrets, and cannot reach files there",
                closed.display(),
                self.view.name
            );
            return Ok(None);
        }
        let secret: [u8; 32] =
            random::bytes().map_err(|why| trouble(&why, "cannot make a key for", directory))?;
        host::files::write_atomic(&key, &secret, 0o600).map_err(|why| file_trouble(&why))?;
        files::give(settings, &key)?;
        Ok(Some(text(&key)))
    }

    fn make_directory(&self, directory: &Path) -> Result<()> {
        // What a daemon that crashed has left there is nobody's any more: the id is new.
        if directory.exists() {
            std::fs::remove_dir_all(directory).map_err(|why| trouble(&why, "cannot remove", directory))?;
        }
        host::files::make_directory(directory, 0o750).map_err(|why| file_trouble(&why))?;
        files::give(self.settings(), directory)
    }

    fn open_log(&self, capabilities: &EmulatorCapabilities, command: &CommandLine) -> Result<std::fs::File> {
        let (settings, version) = (self.settings(), capabilities.version.to_string());
        let opening = guest_log::opening(&version, &settings.kernel, &settings.hostname, command);
        self.log().open_for_start(&opening).map_err(|why| file_trouble(&why))
    }

    /// Makes the guest's files usable for the QEMU user. That a start has begun, and to whom files have to go
    /// back, is on disk before any changes hands: a daemon that comes after a crash can undo it.
    fn lend(&mut self, traces: &mut Traces, monitor: &Path, flags: StartFlags) -> Result<()> {
        let Some(live) = self.view.live.clone() else { return Ok(()) };
        self.save_findings();
        patiently(|| {
            crate::nvram::create(self.settings(), live.domain(), flags.reset_nvram)?;
            traces.lent = self.surroundings.lend(self.view.uuid, &files::of(live.domain()))?;
            self.write_status(None, monitor, &traces.lent, &[]).map_err(|why| file_trouble(&why))?;
            self.surroundings.give(&traces.lent)
        })
    }

    /// Starts the programs that serve the guest's devices, each on disk as soon as it runs.
    async fn start_helpers(
        &self,
        programs: Vec<Program>,
        traces: &mut Traces,
        monitor: &Path,
    ) -> Result<Vec<(status::Helper, ProcessHandle)>> {
        let mut started = Vec::new();
        for program in programs {
            let (helper, process) = side_programs::start(self.settings(), program).await?;
            traces.helpers.push(helper.clone());
            started.push((helper, process));
            self.write_status(None, monitor, &traces.lent, &traces.helpers)
                .map_err(|why| file_trouble(&why))?;
        }
        Ok(started)
    }

    fn spawn(
        &self,
        command: CommandLine,
        descriptors: Vec<(OwnedFd, i32)>,
        log: std::fs::File,
    ) -> Result<ProcessHandle> {
        let credentials = self.settings().qemu.as_ref().map(|qemu| Credentials {
            uid: qemu.uid,
            gid: qemu.gid,
            groups: qemu.groups.clone(),
        });
        let program = PathBuf::from(&command.program);
        let request = SpawnRequest {
            arguments: command.args.into_iter().map(Into::into).collect(),
            environment: command.env.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            directory: Some("/".into()),
            descriptors,
            stdin: None,
            stdout: Some(log.try_clone().map_err(|why| trouble(&why, "cannot open the log of", &program))?),
            stderr: Some(log),
            credentials,
            new_session: true,
            limits: Limits { core: Some(0), ..Limits::default() },
            umask: Some(0o002),
            entrances: self.entrances()?,
            oom_score_adjustment: None,
            program: program.clone(),
        };
        patiently(|| host::process::spawn(request)).map_err(|why| trouble(&why, "cannot execute", &program))
    }

    /// Waits until QEMU greets, or has ended with an explanation in its log.
    async fn greet(&self, process: &ProcessHandle, socket: &Path, words: u64) -> Result<(Monitor, Events)> {
        let stream = host::socket::connect(socket)
            .await
            .map_err(|why| trouble(&why, "cannot connect to the monitor", socket))?;
        let options = MonitorOptions {
            greeting_deadline: self.settings().monitor_timeout,
            ..MonitorOptions::default()
        };
        let why = tokio::select! {
            biased;
            connected = Monitor::connect(stream, options) => match connected {
                Ok(connected) => return Ok(connected),
                Err(why) => why,
            },
            () = end_of(process) => QmpError::Closed,
        };
        if why == QmpError::Closed {
            // QEMU is ending: its last words say why.
            let _ = tokio::time::timeout(crate::stopping::GRACE, end_of(process)).await;
        }
        Err(self.did_not_greet(&why, words))
    }

    fn did_not_greet(&self, why: &QmpError, words: u64) -> Error {
        let last = self.log().since(words);
        let detail = match why {
            QmpError::Closed => format!("process exited while connecting to monitor: {last}"),
            QmpError::Deadline => format!("QEMU did not answer on its monitor in time: {last}"),
            other => format!("cannot talk to QEMU's monitor: {other}: {last}"),
        };
        Error::new(Code::InternalError, ErrorDomain::Qemu, detail.trim_end_matches([':', ' ']))
    }
}

/// Numbers after those of what is open already.
fn after(opened: &[(OwnedFd, i32)]) -> DescriptorNumbers {
    let first = opened.last().map_or(FIRST_DESCRIPTOR, |(_, last)| last.saturating_add(1));
    DescriptorNumbers::Sequential { first }
}

/// Opens what QEMU is to inherit, in the order of the command line.
fn open_descriptors(command: &mut CommandLine) -> Result<Vec<(OwnedFd, i32)>> {
    let mut opened = Vec::new();
    for descriptor in std::mem::take(&mut command.descriptors) {
        let fd = match &descriptor.target {
            DescriptorTarget::Monitor(path) | DescriptorTarget::Listener(path) => {
                let listener = host::socket::listen(Path::new(path), ListenOptions::default());
                listener.map(OwnedFd::from).map_err(|why| file_trouble(&why))?
            }
            DescriptorTarget::CharacterFile { path, append }
            | DescriptorTarget::CharacterLog { path, append } => {
                let file = if *append {
                    host::files::open_log(Path::new(path)).map_err(|why| file_trouble(&why))?
                } else {
                    let mut options = std::fs::OpenOptions::new();
                    // A pipe that nobody reads is an error, not something to wait for.
                    options.write(true).create(true).truncate(true).custom_flags(NONBLOCK);
                    options.open(path).map_err(|why| trouble(&why, "cannot open", Path::new(path)))?
                };
                file.into()
            }
        };
        opened.push((fd, descriptor.fd));
    }
    Ok(opened)
}

pub(crate) fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

pub(crate) fn trouble(why: &std::io::Error, what: &str, path: &Path) -> Error {
    Error::io(ErrorDomain::Qemu, why, format_args!("{what} {}", path.display()))
}
