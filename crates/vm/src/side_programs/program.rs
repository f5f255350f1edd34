//! Starting a program that serves a device, waiting for its socket, watching and ending it.

use std::ffi::OsString;
use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use errors::{Domain as ErrorDomain, Error, Result};
use host::process::{Credentials, Exit, ProcessHandle, ProcessIdentity, Signal, SpawnRequest};
use host::socket::ListenOptions;

use crate::GuestLog;
use crate::definition_files::file_trouble;
use crate::process_slot::end_of;
use crate::starting::trouble;
use crate::status::{Helper, Process};
use crate::stopping::GRACE;
use crate::surroundings::{QemuUser, Settings};

/// How long a program may take until it listens.
const LISTENS: Duration = Duration::from_secs(10);

/// How often it is looked for.
const AGAIN: Duration = Duration::from_millis(10);

/// How long a program may take to end when it is asked to, together with its guest.
const ENDS: Duration = Duration::from_millis(500);

/// How much of its words is told when it fails, in bytes.
const LAST_WORDS: u64 = 4096;

/// The descriptor under which a program finds the socket that it is to serve.
pub(super) const SOCKET_FD: i32 = 10;

/// A program that is about to be started.
#[derive(Debug)]
pub(crate) struct Program {
    /// What it is called in logs: program and device.
    pub(crate) label: String,
    /// What has to be done first, once for a new guest: a program and its arguments.
    pub(super) before: Option<(PathBuf, Vec<OsString>)>,
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its arguments.
    pub(super) arguments: Vec<OsString>,
    /// As whom it runs; as the daemon if none.
    pub(super) user: Option<QemuUser>,
    /// Directories of its own, with their modes: made before, and its own.
    pub(super) directories: Vec<(PathBuf, u32)>,
    /// Where QEMU finds it.
    pub(crate) socket: PathBuf,
    /// Whether it inherits the socket, already listening; else it makes it.
    pub(super) inherits_socket: bool,
    /// Where its words go.
    pub(super) log: PathBuf,
}

/// Starts a program and waits until it can be reached.
///
/// # Errors
/// 1 with the program's own words when it ends instead; 38 when it cannot be executed.
pub(crate) async fn start(settings: &Settings, program: Program) -> Result<(Helper, ProcessHandle)> {
    for (directory, mode) in &program.directories {
        host::files::make_directory(directory, *mode).map_err(|why| file_trouble(&why))?;
        if let Some(user) = &program.user {
            std::os::unix::fs::chown(directory, Some(user.uid), Some(user.gid))
                .map_err(|why| trouble(&why, "cannot give away", directory))?;
        }
    }
    let log = File::create(&program.log).map_err(|why| trouble(&why, "cannot make", &program.log))?;
    if let Some((path, arguments)) = program.before.clone() {
        let process = spawn(&program, &path, arguments, &log, Vec::new())?;
        let outcome = tokio::time::timeout(settings.monitor_timeout, process.exited()).await;
        match outcome {
            Ok(Ok(Exit::Code(0))) => {}
            Ok(Ok(exit)) => return Err(ended(&program, &path, exit)),
            _ => {
                let _ = process.kill(Signal::KILL);
                end_of(&process).await;
                return Err(late(&path));
            }
        }
    }
    // What a run before has left there is nobody's.
    let _ = std::fs::remove_file(&program.socket);
    let mut descriptors = Vec::new();
    if program.inherits_socket {
        let listener = host::socket::listen(&program.socket, ListenOptions::default());
        descriptors.push((OwnedFd::from(listener.map_err(|why| file_trouble(&why))?), SOCKET_FD));
    }
    let process = spawn(&program, &program.path, program.arguments.clone(), &log, descriptors)?;
    if let Err(why) = reachable(&program, &process).await {
        let _ = process.kill(Signal::KILL);
        end_of(&process).await;
        return Err(why);
    }
    crate::files::give(settings, &program.socket)?;
    let ProcessIdentity { pid, start_time } = process.identity();
    Ok((Helper { label: program.label, process: Process { pid, start_time } }, process))
}

fn spawn(
    program: &Program,
    path: &Path,
    arguments: Vec<OsString>,
    log: &File,
    descriptors: Vec<(OwnedFd, i32)>,
) -> Result<ProcessHandle> {
    let sink = || log.try_clone().map_err(|why| trouble(&why, "cannot use", &program.log));
    let user = program.user.as_ref();
    let request = SpawnRequest {
        program: path.to_owned(),
        arguments,
        environment: vec![("LC_ALL".into(), "C".into()), ("PATH".into(), crate::native::PATH.into())],
        directory: Some("/".into()),
        descriptors,
        stdout: Some(sink()?),
        stderr: Some(sink()?),
        credentials: user.map(|user| Credentials {
            uid: user.uid,
            gid: user.gid,
            groups: user.groups.clone(),
        }),
        new_session: true,
        umask: Some(0o077),
        ..SpawnRequest::default()
    };
    crate::patience::patiently(|| host::process::spawn(request))
        .map_err(|why| trouble(&why, "cannot execute binary", path))
}

async fn reachable(program: &Program, process: &ProcessHandle) -> Result<()> {
    let begun = Instant::now();
    loop {
        match process.try_exited() {
            Ok(Some(exit)) => return Err(ended(program, &program.path, exit)),
            Ok(None) if host::socket::is_listening(&program.socket) => return Ok(()),
            Ok(None) if begun.elapsed() > LISTENS => return Err(late(&program.path)),
            Ok(None) => tokio::time::sleep(AGAIN).await,
            Err(why) => return Err(trouble(&why, "cannot watch", &program.path)),
        }
    }
}

fn ended(program: &Program, path: &Path, exit: Exit) -> Error {
    let how = match exit {
        Exit::Code(code) => format!("exit status {code}"),
        Exit::Signal { signal, .. } => format!("fatal signal {signal}"),
        Exit::Unknown => "end".to_owned(),
    };
    let words = host::files::read_text_bounded(&program.log, LAST_WORDS).unwrap_or_default();
    let detail = format!("Child process ({}) unexpected {how}: {}", path.display(), words.trim_end());
    Error::internal(ErrorDomain::Qemu, detail)
}

fn late(path: &Path) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("{} did not become ready in time", path.display()))
}

/// Watches a program in the background: that it ends while its guest runs is told in both logs.
pub(crate) fn watch(name: &str, helper: Helper, process: ProcessHandle, qemu: ProcessHandle, log: GuestLog) {
    let name = name.to_owned();
    tokio::spawn(async move {
        end_of(&process).await;
        // One that serves a single guest ends with it.
        if tokio::time::timeout(GRACE, end_of(&qemu)).await.is_err() {
            let (label, pid) = (&helper.label, helper.process.pid);
            tracing::error!(
                "{label} of domain '{name}' (pid {pid}) has ended, and its guest runs on without it"
            );
            log.line(&format!("{label} (pid {pid}) has ended unexpectedly"));
        }
    });
}

/// Ends programs that are left of a guest, by what is written down of them. Blocks for a moment.
pub(crate) fn end_all(name: &str, helpers: &[Helper]) {
    let running = || {
        helpers.iter().filter_map(|helper| {
            let Process { pid, start_time } = helper.process;
            let found = ProcessHandle::reopen(ProcessIdentity { pid, start_time });
            found.ok().flatten().map(|process| (helper, process))
        })
    };
    let send = |signal| {
        for (helper, process) in running() {
            if let Err(why) = process.kill(signal) {
                tracing::error!("{} of domain '{name}' cannot be ended: {why}", helper.label);
            }
        }
    };
    send(Signal::TERM);
    let begun = Instant::now();
    while running().next().is_some() {
        if begun.elapsed() > ENDS {
            return send(Signal::KILL);
        }
        std::thread::sleep(AGAIN);
    }
}
