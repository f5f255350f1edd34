//! The daemon's life: from its settings to the signal that ends it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use engine::{Config, Engine, Mode, Paths};
use errors::{Code, Domain, Error, Result};
use host::lock::DaemonLock;
use server::{Access, Limits, Listener, Server};
use tokio::signal::unix::{SignalKind, signal};

use crate::{Arguments, log, sockets};

/// How long work in progress may take when the daemon stops. Guests do not notice.
const STOPPING: Duration = Duration::from_millis(500);

/// Threads that serve clients and guests, at least: one may be busy with a long document.
const MIN_THREADS: usize = 2;

/// Threads that may wait for a disk at the same time: enough that many guests on storage that hangs leave some
/// for the others. Each keeps memory of its own, so there is an end to them.
const BLOCKED_THREADS: usize = 128;

/// How long such a thread is kept when there is nothing to wait for.
const IDLE_THREAD: Duration = Duration::from_secs(2);

/// Runs until a signal says to stop.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let privileged = rustix::process::geteuid().is_root();
    let mode = if arguments.session || !privileged { Mode::Session } else { Mode::System };
    let paths = paths(arguments, mode)?;
    let config = Config::load(arguments.config.as_deref().unwrap_or(&paths.config()))?;
    if arguments.check {
        return engine::check_policy(&paths.policy());
    }
    raise_descriptor_limit();
    let threads = std::thread::available_parallelism().map_or(MIN_THREADS, |n| n.get().max(MIN_THREADS));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .max_blocking_threads(BLOCKED_THREADS)
        .thread_keep_alive(IDLE_THREAD)
        .thread_name("ferrovirtd")
        .enable_all()
        .build()
        .map_err(|e| Error::io(Domain::None, &e, "cannot start threads"))?;
    let outcome = runtime.block_on(serve(arguments, config, paths, mode, privileged));
    runtime.shutdown_timeout(STOPPING);
    outcome
}

async fn serve(
    arguments: &Arguments,
    config: Config,
    paths: Paths,
    mode: Mode,
    privileged: bool,
) -> Result<()> {
    let private = arguments.root.is_some();
    let engine = Engine::new(config, paths.clone(), mode, privileged)?;
    let _lock = DaemonLock::acquire(&paths.lock()).map_err(|e| {
        Error::new(Code::OperationFailed, Domain::None, format!("another daemon runs here: {e}"))
    })?;
    log::begin(&arguments.log, arguments.log_format, &paths.log)?;
    // Listening before guests are taken up: clients wait a moment instead of being refused.
    let listeners = sockets::open(engine.config(), &paths, mode, private)?;
    let mut signals = Signals::listen()?;
    let loaded = engine.load()?;
    tracing::info!(
        "{} serves {} domains, {} of them running",
        engine.uri(),
        engine.guest_count(),
        loaded.running
    );
    let server = Server::new(engine.clone(), Limits::from(&engine.config().sockets));
    tokio::spawn(server.write_pages());
    for (listener, access) in listeners {
        accept(&server, listener, access);
    }
    tokio::spawn(engine.follow_emulators());
    tokio::spawn(engine.follow_guest_logs());
    tokio::spawn(engine.follow_definitions());
    tokio::spawn(engine.follow_policy());
    tokio::spawn(engine.tend_history());
    tokio::spawn(async move { engine.autostart().await });
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    signals.stop().await;
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    tracing::info!("stopping; guests go on");
    Ok(())
}

fn accept(server: &Server, listener: Listener, access: Access) {
    let server = server.clone();
    tokio::spawn(async move { server.serve(listener, access).await });
}

/// Where this daemon keeps what.
fn paths(arguments: &Arguments, mode: Mode) -> Result<Paths> {
    if let Some(root) = &arguments.root {
        let root = std::path::absolute(root)
            .map_err(|e| Error::io(Domain::None, &e, format_args!("cannot use {}", root.display())))?;
        return Ok(Paths::under(&root));
    }
    if mode == Mode::System {
        return Ok(Paths::system());
    }
    let variable = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home =
        variable("HOME").ok_or_else(|| Error::internal(Domain::None, "HOME is not set to a folder"))?;
    let [runtime, config, cache] = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].map(variable);
    let some = |path: &Option<PathBuf>| path.clone();
    Ok(Paths::session(
        &home,
        some(&runtime).as_deref().map(Path::new),
        some(&config).as_deref().map(Path::new),
        some(&cache).as_deref().map(Path::new),
    ))
}

/// A client costs a descriptor and a guest a few; shells still begin with room for a thousand.
fn raise_descriptor_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// The signals that a daemon answers to.
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> Result<Self> {
        let on = |kind| signal(kind).map_err(|e| Error::io(Domain::None, &e, "cannot wait for signals"));
        Ok(Self {
            terminate: on(SignalKind::terminate())?,
            interrupt: on(SignalKind::interrupt())?,
            hang_up: on(SignalKind::hangup())?,
        })
    }

    /// Waits for a signal to stop. A terminal that goes away is none.
    async fn stop(&mut self) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hang_up.recv() => tracing::info!("settings are read when the daemon starts; restart it to change them"),
            }
        }
    }
}
