//! Saving a guest into a file (DOMAIN_SAVE and its kin), and the file that the daemon keeps itself
//! (DOMAIN_MANAGED_SAVE).

use std::path::PathBuf;
use std::sync::Arc;

use errors::{Domain as ErrorDomain, Error, Result};
use model::device::chardev::CharBackend;
use model::{Domain, Format};
use serde_json::Value;

use crate::definition_files::file_trouble;
use crate::event::{EventKind, Lifecycle};
use crate::guest::Guest;
use crate::image_format::ImageFormat;
use crate::job::{Job, JobOperation, JobReport};
use crate::job_progress::Measures;
use crate::lifecycle::invalid;
use crate::outgoing::{self, Form, Source};
use crate::output_file::OutputFile;
use crate::owner::{Owner, not_running};
use crate::patience::patiently;
use crate::save_image::{Completeness, Description, HEADER, Header};
use crate::surroundings::Settings;
use crate::{PausedReason, RunningReason, ShutOffReason, State};

/// What is to be saved, and how it comes back.
#[derive(Debug, Default)]
pub struct Save {
    /// The definition to come back with instead of the live one; as complete as a stored one.
    pub definition: Option<Domain>,
    /// Whether it runs when it comes back; `None`: as it was.
    pub runs: Option<bool>,
    /// How its state lies in the file; `None`: as the daemon was set up.
    pub format: Option<ImageFormat>,
    /// In how many streams QEMU writes it.
    pub channels: Option<u32>,
}

/// Where the daemon keeps what it has saved of a guest itself.
pub fn managed_save_path(settings: &Settings, name: &str) -> PathBuf {
    settings.saves().join(format!("{name}.save"))
}

/// Removes what a daemon that crashed has left of saves of its own.
pub fn sweep_saves(settings: &Settings) {
    crate::output_file::sweep(&settings.saves());
}

impl Settings {
    fn saves(&self) -> PathBuf {
        self.guests.join("save")
    }
}

impl Guest {
    /// Saves it into a file and ends it. When that fails it runs on, and there is no file.
    ///
    /// # Errors
    /// 55 "domain is not running"; 38 for the file; 67 for another definition that is not of the same guest;
    /// 78 when a client ended it; 9 with QEMU's reason.
    pub async fn save(&self, to: PathBuf, save: Save) -> Result<()> {
        if !self.view().is_active() {
            return Err(not_running());
        }
        self.run_job(JobOperation::Save, Measures::Migration, |guest, job| async move {
            guest.save_into(&job, to, save, false).await
        })
        .await
    }

    /// Saves it into a file of the daemon's own and ends it: its next start goes on from there.
    ///
    /// # Errors
    /// As [`Guest::save`]; 55 "cannot do managed save for transient domain".
    pub async fn managed_save(&self, save: Save) -> Result<()> {
        if !self.view().is_active() {
            return Err(not_running());
        }
        self.run_job(JobOperation::Save, Measures::Migration, |guest, job| async move {
            if !guest.view().persistent {
                return Err(invalid("cannot do managed save for transient domain"));
            }
            let settings = guest.surroundings().settings();
            host::files::make_directory(&settings.saves(), 0o700).map_err(|why| file_trouble(&why))?;
            let to = managed_save_path(settings, &guest.view().name);
            guest.save_into(&job, to, save, true).await
        })
        .await
    }

    /// Forgets what the daemon has saved of it (DOMAIN_MANAGED_SAVE_REMOVE).
    ///
    /// # Errors
    /// 38 when the file cannot be removed, or there is none.
    pub async fn remove_managed_save(&self) -> Result<()> {
        self.ask(|owner| {
            Box::pin(async move {
                let path = managed_save_path(owner.settings(), &owner.view.name);
                std::fs::symlink_metadata(&path).map_err(|why| {
                    let what = format_args!("Failed to remove managed save file '{}'", path.display());
                    Error::io(ErrorDomain::Qemu, &why, what)
                })?;
                owner.remove_managed_save()
            })
        })
        .await
    }

    async fn save_into(&self, job: &Job, to: PathBuf, save: Save, managed: bool) -> Result<()> {
        let source = Source::of(self).map_err(|_| not_running())?;
        let format = save.format.unwrap_or(self.surroundings().settings().save_format);
        let form = Form::new(format, save.channels)?;
        let output = OutputFile::create(&to)?;
        let held = self.ask_beside(|owner| Box::pin(owner.hold(PausedReason::Save))).await?;
        match self.write_image(job, &source, output, &save, (held, &form)).await {
            Ok(report) => {
                self.ask_beside(move |owner| {
                    Box::pin(async move {
                        owner.saved(report, managed);
                        Ok(())
                    })
                })
                .await?;
                self.end_run(&source).await
            }
            Err(why) => {
                self.let_go(held, Some(RunningReason::SaveCanceled)).await;
                Err(why)
            }
        }
    }

    async fn write_image(
        &self,
        job: &Job,
        source: &Source,
        output: OutputFile,
        save: &Save,
        (held, form): (Held, &Form),
    ) -> Result<JobReport> {
        let description = Description { xml: self.image_xml(save.definition.as_ref())?, cookie: None };
        let (header, data) = description.encode(save.runs.unwrap_or(held.ran), output.is_replaceable())?;
        let header = Header { compression: form.format.number(), ..header };
        let trouble =
            |why: std::io::Error| Error::io(ErrorDomain::Qemu, &why, "Unable to write the save image");
        // A pipe cannot be gone back in: it is told at once that it will be complete.
        let completeness = if output.is_replaceable() { header.completeness } else { Completeness::Complete };
        let first = Header { completeness, ..header }.encode();
        let written = output.write([first.as_slice(), &data].concat(), || job.is_aborted()).await;
        written.map_err(|why| if job.is_aborted() { job.aborted_error() } else { trouble(why) })?;
        let offset = u64::try_from(HEADER + data.len()).unwrap_or(u64::MAX);
        outgoing::migrate(self, job, source, (output.file(), offset), form).await?;
        let header = Header { completeness: Completeness::Complete, ..header };
        patiently(|| {
            output.write_over(&header.encode(), 0)?;
            output.keep()
        })
        .map_err(trouble)?;
        Ok(job.report())
    }

    /// The definition that an image holds: the live one as it can be started again, or `given` in its place.
    fn image_xml(&self, given: Option<&Domain>) -> Result<String> {
        let view = self.view();
        let live = view.live.as_ref().ok_or_else(not_running)?.domain();
        if let Some(given) = given {
            model::abi::check(live, given)?;
        }
        Ok(portable(given.unwrap_or(live), &self.surroundings().settings().guests).format(IMAGE))
    }

    /// Ends the process of a run whose end has been decided.
    pub(crate) async fn end_run(&self, source: &Source) -> Result<()> {
        let run = Arc::clone(&source.run);
        crate::stopping::end(&run.process, false, &self.view().name).await?;
        let told = self.ask_beside(move |owner| {
            Box::pin(async move {
                owner.on_destroyed(&run).await;
                Ok(())
            })
        });
        match told.await {
            // A transient guest is forgotten with its process.
            Err(why) if why.code == errors::Code::NoDomain => Ok(()),
            outcome => outcome,
        }
    }

    /// Lets a guest go on that was held for a job.
    pub(crate) async fn let_go(&self, held: Held, reason: Option<RunningReason>) {
        let outcome = self.ask_beside(move |owner| Box::pin(owner.let_go(held, reason))).await;
        if let Err(why) = outcome {
            tracing::debug!("domain '{}' is not let go: {why}", self.view().name);
        }
    }
}

/// How the definition of an image is written: nothing of the run, passwords included.
pub(crate) const IMAGE: Format = Format { inactive: true, secure: true, migratable: true, status: false };

/// A live definition without the sockets that were made for this run: the next run has others.
fn portable(domain: &Domain, guests: &std::path::Path) -> Domain {
    let mut domain = domain.clone();
    for channel in &mut domain.devices.channels {
        if let CharBackend::Unix(end) = &mut channel.source.backend
            && end.path.as_ref().is_some_and(|path| std::path::Path::new(path).starts_with(guests))
        {
            end.path = None;
        }
    }
    domain
}

/// A guest that was held for a job.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    /// Its vcpus ran before.
    pub(crate) ran: bool,
    reason: PausedReason,
}

impl Owner {
    /// Holds the vcpus for a job, if they run.
    pub(crate) async fn hold(&mut self, reason: PausedReason) -> Result<Held> {
        self.require_active()?;
        let ran = matches!(self.view.state, State::Running(_));
        if ran {
            if let Some(live) = &mut self.run {
                live.stop_reason = Some(reason);
            }
            self.command("stop", Value::Null).await?;
            self.catch_up().await;
        }
        Ok(Held { ran, reason })
    }

    /// QEMU itself holds the vcpus at the end of a job for which they run on.
    pub(crate) fn hold_later(&mut self, reason: PausedReason) -> Held {
        if let Some(live) = &mut self.run {
            live.stop_reason = Some(reason);
        }
        Held { ran: matches!(self.view.state, State::Running(_)), reason }
    }

    /// Lets the vcpus run again that were held for a job, unless something else has happened to the guest.
    pub(crate) async fn let_go(&mut self, held: Held, reason: Option<RunningReason>) -> Result<()> {
        if let Some(live) = self.run.as_mut().filter(|live| live.stop_reason == Some(held.reason)) {
            live.stop_reason = None;
        }
        if !held.ran || self.view.state != State::Paused(held.reason) {
            return Ok(());
        }
        if let Err(why) = self.command("cont", Value::Null).await {
            tracing::error!("domain '{}' does not go on: {why}", self.view.name);
            if self.view.is_active() {
                self.enter(State::Paused(PausedReason::ApiError));
                self.tell_lifecycle(Lifecycle::SuspendedApiError);
                self.save_status();
            }
            return Err(why);
        }
        self.catch_up().await;
        if let Some(reason) = reason.filter(|_| matches!(self.view.state, State::Running(_))) {
            self.enter(State::Running(reason));
            self.save_status();
        }
        Ok(())
    }

    /// All of the guest is in a file: what is left is to end its process.
    fn saved(&mut self, report: JobReport, managed: bool) {
        self.job_completed(report);
        self.ends_as = Some((ShutOffReason::Saved, Lifecycle::StoppedSaved));
        if managed {
            self.view.managed_save = true;
            self.publish();
        }
    }

    /// Tells of a job that has ended well, and keeps what it did for those who ask.
    pub(crate) fn job_completed(&self, report: JobReport) {
        self.tell(EventKind::JobCompleted { stats: report.stats() });
        self.jobs.complete(report);
    }

    /// A found guest that a daemon was saving or dumping when it died. Its pipe is broken, and it goes on; unless
    /// its own file is complete already: then it is ended, as it would have been.
    pub(crate) async fn make_up_for_lost_job(&mut self) {
        let State::Paused(reason @ (PausedReason::Save | PausedReason::Dump)) = self.view.state else {
            // A state from before this run would be a wrong one.
            if self.view.managed_save && !matches!(self.view.state, State::Paused(PausedReason::StartingUp)) {
                tracing::warn!("domain '{}' has come back out of its saved state already", self.view.name);
                if let Err(why) = self.remove_managed_save() {
                    tracing::error!("domain '{}': {why}", self.view.name);
                }
            }
            return;
        };
        if reason == PausedReason::Save && self.view.managed_save {
            self.ends_as = Some((ShutOffReason::Saved, Lifecycle::StoppedSaved));
            if let Some(live) = &self.run {
                self.signal(&live.shared.process, crate::stopping::TERMINATE);
            }
            return;
        }
        tracing::warn!("domain '{}' goes on: the daemon that wrote it into a file has ended", self.view.name);
        // It has failed by itself, unless it was fast enough to end well.
        let _ = self.command("migrate_cancel", Value::Null).await;
        let canceled = (reason == PausedReason::Save).then_some(RunningReason::SaveCanceled);
        if let Err(why) = self.let_go(Held { ran: true, reason }, canceled).await {
            tracing::error!("domain '{}': {why}", self.view.name);
        }
    }

    pub(crate) fn remove_managed_save(&mut self) -> Result<()> {
        let path = managed_save_path(self.settings(), &self.view.name);
        host::files::remove(&path).map_err(|why| file_trouble(&why))?;
        if self.view.managed_save {
            self.view.managed_save = false;
            self.publish();
        }
        Ok(())
    }
}
