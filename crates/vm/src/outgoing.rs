//! A guest's state on its way from QEMU into a file.
//!
//! QEMU writes into a pipe that it is given over its monitor, and the daemon moves the bytes on. So every QEMU
//! can do it (files of its own have changed from version to version), a full disk is noticed with the kernel's
//! own reason, an end that a client wants comes at once, and a daemon that dies leaves no save that goes on
//! behind the next one's back: the pipe breaks, and the guest is as before.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use qmp::{Monitor, QmpError};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::converter::{Converter, Direction};
use crate::guest::Guest;
use crate::image_format::ImageFormat;
use crate::job::{ASK_AGAIN, Job};
use crate::job_progress::{Measures, Progress, Stage};
use crate::owner::monitor_error;
use crate::process_slot::{Run, end_of};
use crate::save_image::failed;

/// The name under which QEMU is given the pipe.
const PIPE: &str = "ferrovirt-state";

/// As fast as it goes: the most that QEMU takes, in bytes for each second.
const NO_LIMIT: u64 = 9_223_372_036_853_727_232;

/// The process and the monitor that a job works with: those of one run, whatever comes after.
pub(crate) struct Source {
    pub(crate) run: Arc<Run>,
    monitor: Arc<Monitor>,
}

impl Source {
    /// # Errors
    /// 9 "domain is not running"; the monitor does not answer (yet).
    pub(crate) fn of(guest: &Guest) -> Result<Self> {
        let run = guest.process().get().ok_or_else(gone)?;
        let monitor = run.monitor.load_full().ok_or_else(|| {
            Error::new(Code::OperationFailed, ErrorDomain::Qemu, "the monitor of the domain does not answer")
        })?;
        Ok(Self { run, monitor })
    }
}

/// What libvirt says when QEMU ends in the middle of a job.
pub(crate) fn gone() -> Error {
    failed("domain is not running")
}

/// How the state is to lie in the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pub(crate) format: ImageFormat,
    /// What compresses it.
    program: Option<PathBuf>,
    /// In how many streams QEMU writes it: only where it is sparse.
    channels: Option<u32>,
}

impl Form {
    /// # Errors
    /// 9 when the program that compresses is not installed; 8 for several streams of a form that has one.
    pub(crate) fn new(format: ImageFormat, channels: Option<u32>) -> Result<Self> {
        let program = crate::converter::find(format)?;
        if channels.is_some() && format != ImageFormat::Sparse {
            let detail = "Parallel save is only supported with the 'sparse' save image format";
            return Err(Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail));
        }
        Ok(Self { format, program, channels })
    }
}

/// Has QEMU write the guest's whole state into `file`, from `offset` on, where it stands, and waits until it has.
///
/// # Errors
/// 78 when a client ended it; 38 when the file takes no more; 9 with QEMU's reason.
pub(crate) async fn migrate(
    guest: &Guest,
    job: &Job,
    source: &Source,
    (file, offset): (&File, u64),
    form: &Form,
) -> Result<Progress> {
    if form.format == ImageFormat::Sparse {
        return sparse(guest, job, source, (file, offset), form.channels).await;
    }
    let mut flow = Flow::begin(guest, source, file, form.program.clone()).await?;
    for (command, arguments) in [
        ("migrate-set-capabilities", capabilities(&[("events", true)])),
        ("migrate-set-parameters", json!({ "max-bandwidth": NO_LIMIT })),
    ] {
        flow.command(command, arguments).await?;
    }
    flow.command("migrate", json!({ "uri": format!("fd:{PIPE}") })).await?;
    flow.finish(job).await
}

/// QEMU writes into the file itself, every page to a place of its own.
async fn sparse(
    guest: &Guest,
    job: &Job,
    source: &Source,
    (file, offset): (&File, u64),
    channels: Option<u32>,
) -> Result<Progress> {
    let mut flow = Flow::over(guest, source);
    let set = flow.given_to_set(file).await?;
    let own = [("events", true), ("mapped-ram", true), ("multifd", channels.is_some())];
    let mut parameters = json!({ "max-bandwidth": NO_LIMIT });
    if let Some(channels) = channels {
        parameters["multifd-channels"] = channels.into();
    }
    let uri = format!("file:/dev/fdset/{set},offset={offset}");
    let begun = async {
        flow.command("migrate-set-capabilities", capabilities(&own)).await?;
        flow.command("migrate-set-parameters", parameters).await?;
        flow.command("migrate", json!({ "uri": uri })).await
    };
    let outcome = match begun.await {
        Ok(_) => flow.finish(job).await,
        Err(why) => Err(why),
    };
    if outcome.is_err() {
        // What comes next may be of another form. A QEMU that does not know these has refused them before.
        let _ = flow.command("migrate-set-capabilities", not_sparse()).await;
    }
    let _ = flow.command("remove-fd", json!({ "fdset-id": set })).await;
    outcome
}

/// What `migrate-set-capabilities` is told so that a sparse image is followed by others.
pub(crate) fn not_sparse() -> Value {
    capabilities(&[("mapped-ram", false), ("multifd", false)])
}

/// The arguments of `migrate-set-capabilities`.
pub(crate) fn capabilities(wanted: &[(&str, bool)]) -> Value {
    let all = wanted.iter().map(|(name, state)| json!({ "capability": name, "state": state }));
    json!({ "capabilities": all.collect::<Vec<_>>() })
}

/// Has QEMU write the guest's memory into `file` as a core file, and waits until it has. `format`: QEMU's word.
///
/// # Errors
/// As [`migrate`].
pub(crate) async fn dump(
    guest: &Guest,
    job: &Job,
    source: &Source,
    file: &File,
    format: Option<&str>,
) -> Result<Progress> {
    let mut arguments = json!({ "paging": false, "detach": true, "protocol": format!("fd:{PIPE}") });
    if let Some(format) = format {
        arguments["format"] = format.into();
    }
    // Formats that QEMU goes back and forth in need the file itself.
    let seeks = format.is_some_and(|format| format.contains("raw"));
    let mut flow = if seeks {
        Flow::direct(guest, source, file).await?
    } else {
        Flow::begin(guest, source, file, None).await?
    };
    flow.command("dump-guest-memory", arguments).await?;
    flow.finish(job).await
}

/// Bytes on their way from QEMU.
struct Flow<'a> {
    source: &'a Source,
    converter: Option<Converter>,
    deadline: std::time::Duration,
    stop: Arc<AtomicBool>,
    pump: Option<JoinHandle<std::io::Result<u64>>>,
    broken: Option<Error>,
}

impl<'a> Flow<'a> {
    /// Gives QEMU a pipe, and begins to move what comes out of it, through `program` if there is one.
    async fn begin(guest: &Guest, source: &'a Source, file: &File, program: Option<PathBuf>) -> Result<Self> {
        let trouble = |why: std::io::Error| Error::io(ErrorDomain::Qemu, &why, "Unable to create pipe");
        let (mut from, to) = host::pump::pipe().map_err(trouble)?;
        let file = file.try_clone().map_err(trouble)?;
        let mut converter = None;
        if let Some(program) = program {
            let (compressed, out) = host::pump::pipe().map_err(trouble)?;
            let settings = guest.surroundings().settings();
            converter = Some(Converter::start(settings, program, Direction::Compress, (from, out))?);
            from = compressed;
        }
        let mut flow = Self::over(guest, source);
        flow.converter = converter;
        flow.given(to).await?;
        let stop = Arc::clone(&flow.stop);
        flow.pump = Some(tokio::task::spawn_blocking(move || host::pump::pump(from, &file, &stop)));
        Ok(flow)
    }

    /// Gives QEMU the file itself.
    async fn direct(guest: &Guest, source: &'a Source, file: &File) -> Result<Self> {
        let trouble = |why: std::io::Error| Error::io(ErrorDomain::Qemu, &why, "Unable to share the file");
        let flow = Self::over(guest, source);
        flow.given(file.try_clone().map_err(trouble)?.into()).await?;
        Ok(flow)
    }

    fn over(guest: &Guest, source: &'a Source) -> Self {
        let deadline = guest.surroundings().settings().monitor_timeout;
        Self { source, converter: None, deadline, stop: Arc::default(), pump: None, broken: None }
    }

    /// QEMU has the descriptor under the pipe's name.
    async fn given(&self, fd: OwnedFd) -> Result<()> {
        let name = json!({ "fdname": PIPE });
        let given = self.source.monitor.execute_with_fd("getfd", name, vec![fd], self.deadline).await;
        given.map(drop).map_err(|why| monitor_error("getfd", &why))
    }

    /// QEMU can open the file as one of this set of descriptors.
    async fn given_to_set(&self, file: &File) -> Result<i64> {
        let trouble = |why: std::io::Error| Error::io(ErrorDomain::Qemu, &why, "Unable to share the file");
        let fd = OwnedFd::from(file.try_clone().map_err(trouble)?);
        let given = self.source.monitor.execute_with_fd("add-fd", Value::Null, vec![fd], self.deadline).await;
        let reply = given.map_err(|why| monitor_error("add-fd", &why))?;
        Ok(reply["fdset-id"].as_i64().unwrap_or_default())
    }

    async fn command(&self, command: &str, arguments: Value) -> Result<Value> {
        let reply = self.source.monitor.execute(command, arguments, self.deadline).await;
        reply.map_err(|why| match why {
            QmpError::Closed => gone(),
            other => monitor_error(command, &other),
        })
    }

    /// Waits until QEMU is done and everything is in the file. However it ends, QEMU has let go of the guest.
    async fn finish(&mut self, job: &Job) -> Result<Progress> {
        let mut cancelled = false;
        loop {
            tokio::select! {
                () = end_of(&self.source.run.process) => return Err(gone()),
                () = job.changed.notified() => {}
                () = Self::moved(&mut self.pump, &mut self.broken) => {}
                () = tokio::time::sleep(ASK_AGAIN) => {}
            }
            let wanted = job.is_aborted() || (self.broken.is_some() && job.measures == Measures::Migration);
            if wanted && !cancelled {
                cancelled = true;
                // What is written now is for nobody: the pipe closes, whether QEMU has heard of it yet or not.
                let _ = self.command("migrate_cancel", Value::Null).await;
                self.stop.store(true, Ordering::Release);
            }
            let reply = match self.command(job.measures.question(), Value::Null).await {
                Ok(reply) => reply,
                // A QEMU that is busy may answer later.
                Err(why) if why.code == Code::OperationTimeout => continue,
                Err(why) => return Err(why),
            };
            let progress = job.measures.read(&reply);
            job.learn(progress);
            match progress.stage {
                Stage::Unknown | Stage::Active => {}
                Stage::Completed => break self.all_of_it(job, progress).await,
                Stage::Failed | Stage::Cancelled => break Err(self.why(job, &reply).await),
            }
        }
    }

    /// QEMU has written everything; what is still in the pipe follows.
    async fn all_of_it(&mut self, job: &Job, progress: Progress) -> Result<Progress> {
        while self.pump.is_some() {
            tokio::select! {
                () = Self::moved(&mut self.pump, &mut self.broken) => {}
                () = job.changed.notified() => {}
            }
            if job.is_aborted() {
                self.stop.store(true, Ordering::Release);
            }
        }
        match self.broken.take() {
            _ if job.is_aborted() => Err(job.aborted_error()),
            Some(why) => Err(why),
            None => match self.converter.take() {
                Some(converter) => converter.finish().await.map(|()| progress),
                None => Ok(progress),
            },
        }
    }

    async fn why(&mut self, job: &Job, reply: &Value) -> Error {
        self.stop.store(true, Ordering::Release);
        // A full disk has closed the pipe, and QEMU knows only that it was closed.
        while self.pump.is_some() {
            Self::moved(&mut self.pump, &mut self.broken).await;
        }
        if job.is_aborted() {
            return job.aborted_error();
        }
        if let Some(why) = self.broken.take() {
            return why;
        }
        // A program that has ended has closed the pipe as well, and QEMU knows no more of it.
        if let Some(converter) = self.converter.take()
            && let Err(why) = converter.finish().await
        {
            return why;
        }
        if job.measures == Measures::Dump {
            let word = job.last_word().filter(|word| !word.is_empty());
            return failed(word.map_or_else(
                || "memory-only dump failed".to_owned(),
                |word| format!("memory-only dump failed: {word}"),
            ));
        }
        let reason = reply["error-desc"].as_str().unwrap_or("unexpectedly failed");
        failed(format!("job '{}' failed: {reason}", job.operation.word()))
    }

    /// Waits for the end of the pump, and notes what it ended with.
    async fn moved(pump: &mut Option<JoinHandle<std::io::Result<u64>>>, broken: &mut Option<Error>) {
        let Some(running) = pump else { return std::future::pending().await };
        let outcome = running.await;
        *pump = None;
        match outcome {
            Ok(Ok(_)) => {}
            Ok(Err(why)) if why.kind() == std::io::ErrorKind::Interrupted => {}
            Ok(Err(why)) => *broken = Some(Error::io(ErrorDomain::Qemu, &why, "Unable to write the file")),
            Err(why) => *broken = Some(Error::internal(ErrorDomain::Qemu, format!("unfinished: {why}"))),
        }
    }
}

impl Drop for Flow<'_> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
    }
}
