//! Asking the host's emulators what they can do: once, in parallel, bounded, and again when they change.

use std::collections::HashMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use caps::EmulatorCapabilities;
use caps::probe::{Answers, Conversation, QmpError as Refusal, Scope, machine_arguments};
use errors::{Domain as ErrorDomain, Error, Result};
use host::process::{Credentials, Limits, ProcessHandle, Signal, SpawnRequest};
use host::socket::ListenOptions;
use qmp::{Monitor, MonitorOptions, QmpError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{OnceCell, Semaphore};

use crate::memo::Memo;

/// How long a binary may take to greet, and for each of its answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest line that a binary may answer with, in bytes: its schema is about 200 KiB.
const MAX_LINE: usize = 16 << 20;

/// How many binaries are asked at once.
const AT_ONCE: usize = 4;

/// Changes when what is stored of a probe changes: older files are passed over then.
const FORMAT: u32 = 1;

/// The largest cache file that is believed, in bytes.
const MAX_CACHE: u64 = 64 << 20;

/// What makes a probe's outcome hold: as long as this is the same, so is the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    format: u32,
    path: PathBuf,
    size: u64,
    modified_s: i64,
    modified_ns: i64,
    changed_s: i64,
    inode: u64,
    /// What the binary says of itself, where the file may be a script that starts another.
    says: Option<String>,
    kvm_usable: bool,
    kernel: String,
    microcode: u32,
}

#[derive(Serialize, Deserialize)]
struct CacheFile {
    identity: Identity,
    capabilities: EmulatorCapabilities,
}

type Outcome = Result<Arc<EmulatorCapabilities>>;

/// Knows what the host's emulators can do.
#[derive(Debug)]
pub(crate) struct Prober {
    cache: PathBuf,
    scratch: PathBuf,
    credentials: Option<Credentials>,
    kernel: String,
    microcode: u32,
    kvm: PathBuf,
    turns: Semaphore,
    known: Mutex<HashMap<PathBuf, Asked>>,
    kvm_usable: Memo<(), bool>,
    says: Memo<PathBuf, Option<String>>,
}

/// A binary that has been or is being asked.
type Asked = (Identity, Arc<OnceCell<Outcome>>);

impl Prober {
    /// `cache`: where outcomes are kept; `scratch`: where a socket can be made while a binary is asked.
    pub(crate) fn new(
        cache: PathBuf,
        scratch: PathBuf,
        credentials: Option<Credentials>,
        kernel: String,
        microcode: u32,
    ) -> Self {
        let turns = Semaphore::new(AT_ONCE);
        let kvm = PathBuf::from("/dev/kvm");
        Self {
            cache,
            scratch,
            credentials,
            kernel,
            microcode,
            kvm,
            turns,
            known: Mutex::default(),
            kvm_usable: Memo::default(),
            says: Memo::default(),
        }
    }

    /// What the binary at `path` can do. Those who ask while it is being asked share the answer. A failure
    /// holds until the binary changes too, so that a broken one is not started again and again.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..." when there is none; 1 with the reason when it does not answer.
    pub(crate) async fn capabilities(&self, path: &Path) -> Outcome {
        let identity = self.identify(path).await?;
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            match known.get(path) {
                Some((same, cell)) if *same == identity => Arc::clone(cell),
                _ => {
                    let cell = Arc::new(OnceCell::new());
                    known.insert(path.to_owned(), (identity.clone(), Arc::clone(&cell)));
                    cell
                }
            }
        };
        cell.get_or_init(|| self.learn(&identity)).await.clone()
    }

    async fn learn(&self, identity: &Identity) -> Outcome {
        let file = self.cache_file(&identity.path);
        if let Some(cached) = read_cache(&file, identity) {
            return Ok(Arc::new(cached));
        }
        // The semaphore is never closed.
        let _turn = self.turns.acquire().await;
        let capabilities = self.probe(&identity.path).await.map_err(|why| {
            tracing::error!("{} cannot be used: {why}", identity.path.display());
            why
        })?;
        write_cache(&file, identity, &capabilities);
        Ok(Arc::new(capabilities))
    }

    async fn identify(&self, path: &Path) -> Result<Identity> {
        let data = std::fs::metadata(path).map_err(|why| {
            Error::io(ErrorDomain::Qemu, &why, format_args!("Cannot check QEMU binary {}", path.display()))
        })?;
        let says = match self.says.fresh(&path.to_owned()) {
            Some(says) => says,
            None => {
                let says = if is_script(path) { version_line(path).await } else { None };
                self.says.remember(path.to_owned(), says)
            }
        };
        let kvm_usable = self.kvm_usable.fresh(&());
        Ok(Identity {
            format: FORMAT,
            path: path.to_owned(),
            size: data.size(),
            modified_s: data.mtime(),
            modified_ns: data.mtime_nsec(),
            changed_s: data.ctime(),
            inode: data.ino(),
            says,
            kvm_usable: kvm_usable
                .unwrap_or_else(|| self.kvm_usable.remember((), host::kvm::check(&self.kvm).is_ok())),
            kernel: self.kernel.clone(),
            microcode: self.microcode,
        })
    }

    fn cache_file(&self, path: &Path) -> PathBuf {
        let name: String = path.to_string_lossy().chars().map(|c| if c == '/' { '_' } else { c }).collect();
        self.cache.join(format!("{}.json", name.trim_start_matches('_')))
    }

    async fn probe(&self, path: &Path) -> Result<EmulatorCapabilities> {
        let first = self.converse(path, Scope::Whole).await?;
        let second = if first.needs_tcg() { Some(self.converse(path, Scope::TcgOnly).await?) } else { None };
        EmulatorCapabilities::assemble(path.to_string_lossy(), first, second)
            .map_err(|why| failed(path, &why.to_string()))
    }

    /// One conversation with one process of the binary, which is gone when this returns.
    async fn converse(&self, path: &Path, scope: Scope) -> Result<Answers> {
        let directory = tempfile::Builder::new()
            .prefix("probe-")
            .tempdir_in(&self.scratch)
            .map_err(|why| failed(path, &format!("no place for its socket: {why}")))?;
        let socket = directory.path().join("qmp");
        let words = directory.path().join("stderr");
        let process = self.spawn(path, scope, &socket, &words)?;
        let outcome = tokio::time::timeout(PATIENCE * 3, ask(&process, &socket, scope)).await;
        let outcome = outcome.unwrap_or_else(|_| Err("it takes too long to answer".into()));
        if let Err(why) = process.kill(Signal::KILL) {
            tracing::warn!("a probe of {} cannot be ended: {why}", path.display());
        }
        let _ = tokio::time::timeout(PATIENCE, process.exited()).await;
        outcome.map_err(|why| {
            let said = host::files::read_text_bounded(&words, 4096).unwrap_or_default();
            let said = said.trim();
            failed(path, &if said.is_empty() { why } else { format!("{why}: {said}") })
        })
    }

    fn spawn(&self, path: &Path, scope: Scope, socket: &Path, words: &Path) -> Result<ProcessHandle> {
        const FD: i32 = 3;
        let trouble = |why: &dyn std::fmt::Display| failed(path, &why.to_string());
        let listener = host::socket::listen(socket, ListenOptions::default()).map_err(|why| trouble(&why))?;
        let stderr = std::fs::File::create(words).map_err(|why| trouble(&why))?;
        let chardev = format!("socket,id=charmonitor,fd={FD},server=on,wait=off");
        let mut arguments = machine_arguments(scope);
        arguments.extend([
            "-chardev".into(),
            chardev,
            "-mon".into(),
            "chardev=charmonitor,id=monitor,mode=control".into(),
        ]);
        let request = SpawnRequest {
            program: path.to_owned(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            environment: [
                ("LC_ALL", "C"),
                ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            ]
            .map(|(name, value)| (name.into(), value.into()))
            .to_vec(),
            directory: Some("/".into()),
            descriptors: vec![(listener.into(), FD)],
            stderr: Some(stderr),
            credentials: self.credentials.clone(),
            new_session: true,
            limits: Limits { core: Some(0), ..Limits::default() },
            ..SpawnRequest::default()
        };
        tokio::task::block_in_place(|| host::process::spawn(request)).map_err(|why| trouble(&why))
    }
}

/// Talks to the binary until nothing is left to ask.
async fn ask(process: &ProcessHandle, socket: &Path, scope: Scope) -> Result<Answers, String> {
    let stream = host::socket::connect(socket).await.map_err(|why| why.to_string())?;
    let options =
        MonitorOptions { greeting_deadline: PATIENCE, max_line: MAX_LINE, ..MonitorOptions::default() };
    let (monitor, _events) = tokio::select! {
        connected = Monitor::connect(stream, options) => connected.map_err(|why| why.to_string())?,
        _ = process.exited() => return Err("it exited before it could be asked".into()),
    };
    let mut conversation = Conversation::new(scope);
    loop {
        let commands = conversation.next();
        if commands.is_empty() {
            break;
        }
        let replies = commands.into_iter().map(|command| {
            let monitor = monitor.clone();
            tokio::spawn(async move {
                let arguments = command.arguments.clone().unwrap_or(Value::Null);
                (command.id, monitor.execute(command.execute, arguments, PATIENCE).await)
            })
        });
        for reply in replies.collect::<Vec<_>>() {
            let (id, reply) = reply.await.map_err(|why| why.to_string())?;
            match reply {
                Ok(value) => conversation.reply(id, Ok(value)),
                Err(QmpError::Command { class, desc }) => {
                    conversation.reply(id, Err(Refusal { class, desc }))
                }
                Err(other) => return Err(other.to_string()),
            }
        }
    }
    conversation.finish().map_err(|why| why.to_string())
}

fn failed(path: &Path, why: &str) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("Failed to probe QEMU binary {}: {why}", path.display()))
}

fn read_cache(file: &Path, identity: &Identity) -> Option<EmulatorCapabilities> {
    let text = host::files::read_text_bounded(file, MAX_CACHE).ok()?;
    match serde_json::from_str::<CacheFile>(&text) {
        Ok(cached) if cached.identity == *identity => Some(cached.capabilities),
        Ok(_) => None,
        Err(why) => {
            tracing::warn!("{} is damaged and passed over: {why}", file.display());
            None
        }
    }
}

fn write_cache(file: &Path, identity: &Identity, capabilities: &EmulatorCapabilities) {
    let content = CacheFile { identity: identity.clone(), capabilities: capabilities.clone() };
    let written = serde_json::to_vec_pretty(&content).map_err(|why| why.to_string()).and_then(|text| {
        let directory = file.parent().unwrap_or(Path::new("/"));
        host::files::make_directory(directory, 0o700)
            .and_then(|()| host::files::write_atomic(file, &text, 0o600))
            .map_err(|why| why.to_string())
    });
    if let Err(why) = written {
        tracing::warn!("what {} can do is not kept: {why}", identity.path.display());
    }
}

/// Whether the file is a script, which may start a binary that changes while the script does not.
fn is_script(path: &Path) -> bool {
    use std::io::Read as _;
    let mut start = [0; 2];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"#!"
}

async fn version_line(path: &Path) -> Option<String> {
    let mut command = tokio::process::Command::new(path);
    command.arg("--version").stdin(std::process::Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned)
}
