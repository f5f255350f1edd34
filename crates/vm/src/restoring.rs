//! A guest coming back out of a file: one that a client names, or the one that the daemon keeps itself.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::converter::{Converter, Direction};
use crate::event::Lifecycle;
use crate::guest::Guest;
use crate::image_format::ImageFormat;
use crate::job::{ASK_AGAIN, Job, JobOperation};
use crate::job_progress::{Measures, Stage};
use crate::lifecycle::{StartFlags, invalid};
use crate::outgoing::{self, Form};
use crate::owner::Owner;
use crate::patience::patiently;
use crate::save_image::{Completeness, Description, HEADER, Header, failed};
use crate::saving::managed_save_path;
use crate::{Caller, PausedReason, RunningReason, State, View};

/// The name under which QEMU is given the pipe.
const PIPE: &str = "ferrovirt-state";

/// A saved guest's file, opened.
#[derive(Debug)]
pub struct SavedGuest {
    file: File,
    path: PathBuf,
    header: Header,
    description: Description,
}

/// The state of a guest that is about to come back.
#[derive(Debug)]
pub struct Incoming {
    /// The file, where QEMU's stream begins.
    file: File,
    /// How far that is from the file's own beginning, in bytes.
    begin: u64,
    /// How the state lies there.
    format: ImageFormat,
    /// In how many streams QEMU reads it.
    channels: Option<u32>,
    /// Its vcpus run when it is there.
    runs: bool,
    /// A hook script gave the definition.
    hook_modified: bool,
}

impl Incoming {
    /// Whether a hook script gave the definition that it comes back with.
    #[must_use]
    pub const fn modified_by_hook(mut self, modified: bool) -> Self {
        self.hook_modified = modified;
        self
    }

    pub(crate) const fn is_modified_by_hook(&self) -> bool {
        self.hook_modified
    }
}

impl SavedGuest {
    /// Opens a saved guest's file and reads all but QEMU's stream.
    ///
    /// # Errors
    /// 38 "Failed to open file '...'"; 9 for what is no such file, or an incomplete one.
    pub fn open(path: &Path, writable: bool) -> Result<Self> {
        patiently(|| Self::read(path, writable))
    }

    fn read(path: &Path, writable: bool) -> Result<Self> {
        let mut options = File::options();
        let opened = options.read(true).write(writable).open(path);
        let mut file = opened.map_err(|why| {
            Error::io(ErrorDomain::Qemu, &why, format_args!("Failed to open file '{}'", path.display()))
        })?;
        let mut bytes = [0; HEADER];
        file.read_exact(&mut bytes).map_err(|_| failed("failed to read qemu header"))?;
        let header = Header::decode(&bytes)?;
        if header.completeness == Completeness::Partial {
            return Err(failed("save image is incomplete"));
        }
        let mut data = vec![0; header.data_len()];
        file.read_exact(&mut data).map_err(|_| failed("failed to read domain XML"))?;
        let description = Description::decode(&header, &data)?;
        Ok(Self { file, path: path.to_path_buf(), header, description })
    }

    /// The definition that it comes back with, as it is written there.
    pub fn xml(&self) -> &str {
        &self.description.xml
    }

    /// The definition that it comes back with.
    ///
    /// # Errors
    /// 27 and others when it cannot be read.
    pub fn domain(&self) -> Result<Domain> {
        Domain::parse(&self.description.xml)
    }

    /// Replaces definition and wish to run; the stream stays as it is.
    ///
    /// # Errors
    /// 9 "new xml too large to fit in file"; 38 when it cannot be written.
    pub fn redefine(&mut self, domain: Option<&Domain>, runs: Option<bool>) -> Result<()> {
        if let Some(domain) = domain {
            self.description.xml = domain.format(crate::saving::IMAGE);
        }
        let header = Header { runs: runs.unwrap_or(self.header.runs), ..self.header };
        let (header, data) = self.description.replace(header)?;
        let content = [header.encode().as_slice(), &data].concat();
        let written = patiently(|| self.file.write_all_at(&content, 0).and_then(|()| self.file.sync_all()));
        written.map_err(|why| {
            let what = format_args!("failed to write header data to '{}'", self.path.display());
            Error::io(ErrorDomain::Qemu, &why, what)
        })?;
        self.header = header;
        Ok(())
    }

    /// What is left of it when the definition is known: QEMU's stream. `runs` instead of the image's own wish;
    /// `channels`: in how many streams QEMU reads it.
    ///
    /// # Errors
    /// 9 for a stream of an unknown form, or one whose program is not installed; 8 for several streams of a form
    /// that has one.
    pub fn into_incoming(mut self, runs: Option<bool>, channels: Option<u32>) -> Result<Incoming> {
        let number = self.header.compression;
        let format = ImageFormat::from_number(number)
            .ok_or_else(|| failed(format!("Invalid compressed save format {number}")))?;
        Form::new(format, channels)?;
        // Where reading has ended; said again, since it is what counts here.
        let begin = u64::try_from(HEADER + self.header.data_len()).unwrap_or(u64::MAX);
        let sought = self.file.seek(SeekFrom::Start(begin));
        if let Err(why) = sought.map(drop).or_else(|why| match why.kind() {
            // A pipe stands there already.
            io::ErrorKind::NotSeekable => Ok(()),
            _ => Err(why),
        }) {
            let what = format_args!("cannot read {}", self.path.display());
            return Err(Error::io(ErrorDomain::Qemu, &why, what));
        }
        let runs = runs.unwrap_or(self.header.runs);
        Ok(Incoming { file: self.file, begin, format, channels, runs, hook_modified: false })
    }
}

/// The definition that a saved guest comes back with, and whether a hook script has given it instead of `domain`.
///
/// # Errors
/// 70 when the script fails; 67 when it gives the definition of another guest; 27 and others for what is none.
pub async fn ask_hook(script: &Path, domain: Domain) -> Result<(Domain, bool)> {
    let xml = domain.format(crate::saving::IMAGE);
    let Some(answer) = crate::hook::before_restore(script, &domain.name, &xml).await? else {
        return Ok((domain, false));
    };
    let given = Domain::parse(&answer)?;
    model::abi::check(&domain, &given)?;
    Ok((given, true))
}

impl Guest {
    /// Starts it with a definition and a state that were saved (DOMAIN_RESTORE and its kin).
    ///
    /// # Errors
    /// 55 "domain '...' is already active"; as [`Guest::start`]; 9 with QEMU's reason when the state cannot be
    /// loaded. Nothing is left behind then.
    pub async fn restore(
        &self,
        domain: Domain,
        incoming: Incoming,
        flags: StartFlags,
        caller: &Caller,
    ) -> Result<Arc<View>> {
        let caller = *caller;
        self.ask(move |owner| {
            Box::pin(async move { owner.start(Some(domain), Some(incoming), flags, caller).await })
        })
        .await
    }

    /// The file that the daemon has saved of it itself.
    ///
    /// # Errors
    /// 55 "domain does not have managed save image"; as [`SavedGuest::open`].
    pub fn managed_save_image(&self, writable: bool) -> Result<SavedGuest> {
        let view = self.view();
        if !view.managed_save {
            return Err(invalid("domain does not have managed save image"));
        }
        SavedGuest::open(&managed_save_path(self.surroundings().settings(), &view.name), writable)
    }
}

impl Owner {
    /// Starts what is stored, from where it was saved if it was.
    pub(crate) async fn start_stored(&mut self, flags: StartFlags, caller: Caller) -> Result<Arc<View>> {
        if self.view.is_active() || !self.view.managed_save {
            return self.start(None, None, flags, caller).await;
        }
        if flags.force_boot {
            self.remove_managed_save()?;
            return self.start(None, None, flags, caller).await;
        }
        let path = managed_save_path(self.settings(), &self.view.name);
        let image = match SavedGuest::open(&path, false) {
            // What a crash left unfinished is of no use; the guest boots anew, as libvirt has it.
            Err(why) if why.code == Code::OperationFailed => {
                tracing::warn!("the saved state {} is of no use ({why}): booting anew", path.display());
                self.remove_managed_save()?;
                return self.start(None, None, flags, caller).await;
            }
            image => image?,
        };
        let domain = image.domain()?;
        if domain.uuid != Some(self.view.uuid) || *domain.name != *self.view.name {
            let (name, uuid) = (&self.view.name, self.view.uuid);
            let other = domain.uuid.map_or_else(String::new, |uuid| uuid.to_string());
            let detail = format!(
                "cannot restore domain '{name}' uuid {uuid} from a file which belongs to domain '{}' uuid {other}",
                domain.name
            );
            return Err(failed(detail));
        }
        let (domain, by_hook) = ask_hook(&self.settings().hook, domain).await?;
        let runs = flags.paused.then_some(false);
        let incoming = image.into_incoming(runs, None)?.modified_by_hook(by_hook);
        let view = self.start(Some(domain), Some(incoming), flags, caller).await?;
        // From here on the guest is what runs; a state from before would be a wrong one.
        self.remove_managed_save()?;
        Ok(Arc::new(View { managed_save: false, ..View::clone(&view) }))
    }

    /// Has QEMU read a guest's state, and lets the guest begin as it was.
    pub(crate) async fn load(&mut self, incoming: Incoming, paused: bool) -> Result<()> {
        let jobs = Arc::clone(&self.jobs);
        let (job, _running) = jobs.begin(JobOperation::Restore, Measures::Migration);
        let stop = Arc::new(AtomicBool::new(false));
        let words = self.log().end();
        let (runs, format) = (incoming.runs, incoming.format);
        let outcome = self.read_state(&job, incoming, &stop).await;
        if outcome.is_ok() && format == ImageFormat::Sparse {
            // What is written next may be of another form.
            self.command("migrate-set-capabilities", outgoing::not_sparse()).await?;
        }
        stop.store(true, Ordering::Release);
        if let Err(why) = outcome {
            return Err(self.why_not_loaded(why, words).await);
        }
        self.begin_restored(paused || !runs).await
    }

    async fn read_state(&mut self, job: &Job, incoming: Incoming, stop: &Arc<AtomicBool>) -> Result<()> {
        let mut own = vec![("events", true)];
        if incoming.format == ImageFormat::Sparse {
            own.extend([("mapped-ram", true), ("multifd", incoming.channels.is_some())]);
        }
        self.command("migrate-set-capabilities", outgoing::capabilities(&own)).await?;
        if let Some(channels) = incoming.channels {
            self.command("migrate-set-parameters", json!({ "multifd-channels": channels })).await?;
        }
        let (uri, pump, _converter) = match incoming.format {
            ImageFormat::Sparse => (self.give_file(incoming).await?, None, None),
            format => {
                let (pump, converter) = self.give_stream(incoming.file, format, stop).await?;
                (format!("fd:{PIPE}"), Some(pump), converter)
            }
        };
        let careful = json!({ "uri": uri, "exit-on-error": false });
        // An older QEMU does not know that it should stay to tell what went wrong.
        if self.command("migrate-incoming", careful).await.is_err() {
            self.command("migrate-incoming", json!({ "uri": uri })).await?;
        }
        loop {
            self.hear(ASK_AGAIN).await;
            let reply = match self.command("query-migrate", Value::Null).await {
                Err(why) if why.code == Code::OperationTimeout => continue,
                reply => reply?,
            };
            let progress = Measures::Migration.read(&reply);
            job.learn(progress);
            match progress.stage {
                Stage::Unknown | Stage::Active => {}
                Stage::Completed => return Ok(()),
                Stage::Failed | Stage::Cancelled => {
                    stop.store(true, Ordering::Release);
                    // What the file could not give is the better reason.
                    if let Some(pump) = pump
                        && let Ok(Err(why)) = pump.await
                        && !matches!(why.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::Interrupted)
                    {
                        return Err(Error::io(ErrorDomain::Qemu, &why, "Unable to read the save image"));
                    }
                    return Err(not_loaded(reply["error-desc"].as_str().unwrap_or("unexpectedly failed")));
                }
            }
        }
    }

    /// Gives QEMU a pipe, out of which comes what the file has, through the program that uncompresses it if need be.
    async fn give_stream(
        &self,
        file: File,
        format: ImageFormat,
        stop: &Arc<AtomicBool>,
    ) -> Result<(JoinHandle<io::Result<u64>>, Option<Converter>)> {
        let trouble = |why: io::Error| Error::io(ErrorDomain::Qemu, &why, "Unable to create pipe");
        let (mut from, to) = host::pump::pipe().map_err(trouble)?;
        let mut converter = None;
        if let Some(program) = crate::converter::find(format)? {
            let (plain, out) = host::pump::pipe().map_err(trouble)?;
            let ends = (from, out);
            converter = Some(Converter::start(self.settings(), program, Direction::Uncompress, ends)?);
            from = plain;
        }
        let (monitor, deadline) = (self.monitor()?, self.settings().monitor_timeout);
        let given = monitor.execute_with_fd("getfd", json!({ "fdname": PIPE }), vec![from], deadline).await;
        given.map_err(|why| crate::owner::monitor_error("getfd", &why))?;
        let stop = Arc::clone(stop);
        Ok((tokio::task::spawn_blocking(move || host::pump::pump(file.into(), &to, &stop)), converter))
    }

    /// Gives QEMU the file itself; what it finds it under.
    async fn give_file(&self, incoming: Incoming) -> Result<String> {
        let (monitor, deadline) = (self.monitor()?, self.settings().monitor_timeout);
        let begin = incoming.begin;
        let given =
            monitor.execute_with_fd("add-fd", Value::Null, vec![incoming.file.into()], deadline).await;
        let reply = given.map_err(|why| crate::owner::monitor_error("add-fd", &why))?;
        let set = reply["fdset-id"].as_i64().unwrap_or_default();
        Ok(format!("file:/dev/fdset/{set},offset={begin}"))
    }

    /// A QEMU that ended says why in its log.
    async fn why_not_loaded(&mut self, why: Error, words: u64) -> Error {
        let Some(run) = self.slot.get() else { return why };
        let ended = tokio::time::timeout(ASK_AGAIN, crate::process_slot::end_of(&run.process)).await.is_ok();
        let last = self.log().since(words);
        let last = last.lines().rev().find(|line| line.contains("load of migration failed"));
        match last {
            Some(line) if ended => {
                not_loaded(line.find("load of").map_or(line, |at| line.get(at..).unwrap_or(line)))
            }
            _ => why,
        }
    }

    /// The state is there; the vcpus run for the first time in this process, or wait.
    async fn begin_restored(&mut self, paused: bool) -> Result<()> {
        if paused {
            self.enter(State::Paused(PausedReason::Migration));
            self.tell_lifecycle(Lifecycle::StartedRestored);
            self.tell_lifecycle(Lifecycle::SuspendedRestored);
        } else {
            // Said before QEMU says that the vcpus run, so that this is no start like others.
            self.enter(State::Running(RunningReason::Restored));
            self.command("cont", Value::Null).await?;
            self.catch_up().await;
            self.tell_lifecycle(Lifecycle::StartedRestored);
            self.tell_lifecycle(Lifecycle::ResumedFromSnapshot);
        }
        Ok(())
    }
}

fn not_loaded(reason: &str) -> Error {
    failed(format!("job '{}' failed: {reason}", JobOperation::Restore.word()))
}
