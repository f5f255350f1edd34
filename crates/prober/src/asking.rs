//! One process of a binary, asked over its monitor until nothing is left to ask.

use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use caps::probe::{Answers, Conversation, QmpError as Refusal, Scope, machine_arguments};
use caps::{CompatError, EmulatorCapabilities, MachineCompat};
use errors::{Domain as ErrorDomain, Error, Result};
use host::process::{Credentials, Exit, Limits, ProcessHandle, Signal, SpawnRequest};
use host::socket::ListenOptions;
use qmp::{Monitor, MonitorOptions, QmpError};
use serde_json::{Value, json};
use tokio::net::UnixStream;

use crate::in_order::join_in_order;

/// The longest line that a binary may answer with, in bytes: its schema is about 200 KiB.
const MAX_LINE: usize = 16 << 20;

/// How long a process that was killed may take to be gone.
const DEATH: Duration = Duration::from_secs(10);

/// How processes are started, and how patient we are with them.
#[derive(Debug)]
pub struct Asking {
    /// Where a socket can be made.
    pub scratch: PathBuf,
    /// Whom the process runs as.
    pub credentials: Option<Credentials>,
    /// How long a binary may take to greet, and for each of its answers; thrice as long for all.
    pub patience: Duration,
}

impl Asking {
    /// What a binary can do under the first accelerator that works; what it says under another is left
    /// [unasked](EmulatorCapabilities::unasked), since that takes a second process and nearly as long again.
    ///
    /// # Errors
    /// 1 with the reason, and with what the binary wrote to its standard error.
    pub async fn capabilities(&self, path: &Path) -> Result<EmulatorCapabilities> {
        let answers = self.converse(path, Scope::Whole).await?;
        EmulatorCapabilities::of_conversation(path.to_string_lossy(), answers)
            .map_err(|why| failed(path, &why.to_string()))
    }

    /// The same with what it can do under the accelerators that were not asked about.
    ///
    /// # Errors
    /// As [`capabilities`](Self::capabilities).
    pub async fn complete(&self, path: &Path, known: EmulatorCapabilities) -> Result<EmulatorCapabilities> {
        if known.unasked.is_empty() {
            return Ok(known);
        }
        Ok(known.completed_by(self.converse(path, Scope::TcgOnly).await?))
    }

    /// One conversation with one process of the binary, which is gone when this returns.
    ///
    /// A process that crashed is not the binary's last word: QEMU's own devices are known to do that to it
    /// once in some hundred probes, so it is asked once more.
    ///
    /// # Errors
    /// 1 with the reason, and with what the binary wrote to its standard error.
    async fn converse(&self, path: &Path, scope: Scope) -> Result<Answers> {
        match self.converse_once(path, scope).await {
            Err(Failed { crashed: true, why }) => {
                tracing::warn!("{} crashed while it was asked, which is tried again: {why}", path.display());
                self.converse_once(path, scope).await
            }
            outcome => outcome,
        }
        .map_err(|failed| failed.why)
    }

    async fn converse_once(&self, path: &Path, scope: Scope) -> Result<Answers, Failed> {
        self.with_monitor(path, scope, async |monitor| {
            let mut conversation = Conversation::new(scope);
            loop {
                let commands = conversation.next();
                if commands.is_empty() {
                    break;
                }
                let patience = self.patience;
                // All are given before the first is answered, in their order: what takes long is the last.
                let replies = commands.into_iter().map(|command| {
                    let (id, arguments) = (command.id, command.arguments.unwrap_or(Value::Null));
                    let monitor = &monitor;
                    async move { (id, monitor.execute(command.execute, arguments, patience).await) }
                });
                for (id, reply) in join_in_order(replies).await {
                    match reply {
                        Ok(value) => conversation.reply(id, Ok(value)),
                        Err(QmpError::Command { class, desc }) => {
                            conversation.reply(id, Err(Refusal { class, desc }));
                        }
                        Err(other) => return Err(other.to_string()),
                    }
                }
            }
            conversation.finish().map_err(|why| why.to_string())
        })
        .await
    }

    /// What each machine type of the binary fixes, in the order of `query-machines`.
    ///
    /// # Errors
    /// As [`capabilities`](Self::capabilities); 1 of a QEMU before 9.1, which does not tell.
    pub async fn compat_properties(&self, path: &Path) -> Result<Vec<MachineCompat>> {
        let told =
            |why: CompatError| Error::internal(ErrorDomain::Qemu, format!("{}: {why}", path.display()));
        let reply = self.question(path, "query-machines", json!({"compat-props": true})).await;
        // An older QEMU does not know the argument, and names it.
        let reply = reply.map_err(|why| match why.message.contains("'compat-props'") {
            true => told(CompatError::Untold),
            false => why,
        })?;
        MachineCompat::all_from_reply(&reply).map_err(told)
    }

    /// Asks one more question, in a process of its own.
    ///
    /// # Errors
    /// As [`converse`](Self::converse); also when the binary refuses.
    async fn question(&self, path: &Path, command: &'static str, arguments: Value) -> Result<Value> {
        self.with_monitor(path, Scope::TcgOnly, async |monitor| {
            monitor.execute(command, arguments, self.patience).await.map_err(|why| why.to_string())
        })
        .await
        .map_err(|failed| failed.why)
    }

    async fn with_monitor<T>(
        &self,
        path: &Path,
        scope: Scope,
        ask: impl AsyncFnOnce(Monitor) -> Result<T, String>,
    ) -> Result<T, Failed> {
        let directory = tempfile::Builder::new()
            .prefix("probe-")
            .tempdir_in(&self.scratch)
            .map_err(|why| failed(path, &format!("no place for its socket: {why}")))?;
        let (socket, words) = (directory.path().join("qmp"), directory.path().join("stderr"));
        let listening = host::socket::listen(&socket, ListenOptions::default());
        let listener = listening.map_err(|why| failed(path, &why.to_string()))?;
        // We are connected before it starts, and it waits for us: QEMU's monitor does not always survive a socket
        // that opens while it comes to be.
        let stream = host::socket::connect(&socket).await.map_err(|why| failed(path, &why.to_string()))?;
        let process = self.spawn(path, scope, listener, &words)?;
        let asked = async {
            let monitor = self.greeted(&process, stream).await?;
            tokio::select! {
                answered = ask(monitor) => answered,
                () = gone_for_good(&process) => Err("it exited while it was asked".into()),
            }
        };
        let outcome = tokio::time::timeout(self.patience * 3, asked).await;
        let outcome = outcome.unwrap_or_else(|_| Err("it takes too long to answer".into()));
        if let Err(why) = process.kill(Signal::KILL) {
            tracing::warn!("a probe of {} cannot be ended: {why}", path.display());
        }
        let exit = tokio::time::timeout(DEATH, process.exited()).await;
        let crashed = matches!(exit, Ok(Ok(Exit::Signal { signal, .. })) if signal != Signal::KILL.as_raw());
        outcome.map_err(|why| {
            let said = host::files::read_text_bounded(&words, 4096).unwrap_or_default();
            let said = said.trim();
            let why = failed(path, &if said.is_empty() { why } else { format!("{why}: {said}") });
            Failed { why, crashed }
        })
    }

    async fn greeted(&self, process: &ProcessHandle, stream: UnixStream) -> Result<Monitor, String> {
        let options = MonitorOptions {
            greeting_deadline: self.patience,
            max_line: MAX_LINE,
            // QEMU parses in a thread of its own then, beside the devices that it makes for our questions.
            out_of_band: false,
            ..MonitorOptions::default()
        };
        tokio::select! {
            connected = Monitor::connect(stream, options) => {
                connected.map(|(monitor, _events)| monitor).map_err(|why| why.to_string())
            }
            () = gone_for_good(process) => Err("it exited before it could be asked".into()),
        }
    }

    fn spawn(
        &self,
        path: &Path,
        scope: Scope,
        listener: UnixListener,
        words: &Path,
    ) -> Result<ProcessHandle> {
        const FD: i32 = 3;
        let trouble = |why: &dyn std::fmt::Display| failed(path, &why.to_string());
        let stderr = std::fs::File::create(words).map_err(|why| trouble(&why))?;
        let chardev = format!("socket,id=charmonitor,fd={FD},server=on,wait=on");
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

/// Why an attempt came to nothing, and whether it was the process's own crash.
struct Failed {
    why: Error,
    crashed: bool,
}

impl From<Error> for Failed {
    fn from(why: Error) -> Self {
        Self { why, crashed: false }
    }
}

/// Returns a moment after the process has exited: what it said last is on its way to us.
async fn gone_for_good(process: &ProcessHandle) {
    const LAST_WORDS: Duration = Duration::from_millis(200);
    let _ = process.exited().await;
    tokio::time::sleep(LAST_WORDS).await;
}

/// The one error that clients get of a binary that cannot be used.
pub(crate) fn failed(path: &Path, why: &str) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("Failed to probe QEMU binary {}: {why}", path.display()))
}
