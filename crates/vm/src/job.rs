//! Jobs: whose turn it is to change a guest, and what a change that takes long has done so far.
//!
//! One change at a time: others wait for their turn, not too many of them and not for ever. A save or a dump
//! keeps its turn for as long as it takes, in a task of its own, and the guest's owner stays free: reading,
//! asking QEMU, and destroying the guest need no turn.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use errors::{Code, Domain as ErrorDomain, Error, Result};
use serde_json::Value;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::guest::Guest;
use crate::job_progress::{Measures, Progress};
use crate::lifecycle::invalid;
use crate::owner::not_running;

/// Changes that may wait for their turn with one guest.
const WAITING: usize = 256;

/// What a job does (`virDomainJobOperation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOperation {
    /// The guest goes into a file.
    Save = 2,
    /// It comes out of one.
    Restore = 3,
    /// Its memory is written down.
    Dump = 8,
}

impl JobOperation {
    /// The name of the call that does it, as libvirt names whoever is in the way.
    const fn holder(self) -> &'static str {
        match self {
            Self::Save => "remoteDispatchDomainSave",
            Self::Restore => "remoteDispatchDomainRestore",
            Self::Dump => "remoteDispatchDomainCoreDump",
        }
    }

    /// What libvirt calls the job in errors.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Save => "domain save",
            Self::Restore => "start",
            Self::Dump => "domain core dump",
        }
    }
}

/// A job that is under way.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) operation: JobOperation,
    started: Instant,
    /// How QEMU is asked how far it is.
    pub(crate) measures: Measures,
    /// What was heard last.
    latest: ArcSwapOption<Progress>,
    /// A client wants it to end.
    aborted: AtomicBool,
    /// Something has happened to it.
    pub(crate) changed: Notify,
    /// How QEMU says that a dump has ended: its error, empty without one.
    ended: ArcSwapOption<String>,
}

impl Job {
    pub(crate) fn is_aborted(&self) -> bool {
        self.aborted.load(Ordering::Acquire)
    }

    pub(crate) fn learn(&self, progress: Progress) {
        self.latest.store(Some(Arc::new(progress)));
    }

    /// What QEMU said at the end of a dump.
    pub(crate) fn last_word(&self) -> Option<Arc<String>> {
        self.ended.load_full()
    }

    /// How far it is, as far as is known.
    pub(crate) fn report(&self) -> JobReport {
        let elapsed_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let progress = self.latest.load_full().map(|latest| *latest).unwrap_or_default();
        JobReport { operation: self.operation, elapsed_ms, progress }
    }

    /// "job 'domain save' canceled by client".
    pub(crate) fn aborted_error(&self) -> Error {
        let detail = format!("job '{}' canceled by client", self.operation.word());
        Error::new(Code::OperationAborted, ErrorDomain::Qemu, detail)
    }
}

/// What a job has done, while it runs or at its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JobReport {
    /// What it does.
    pub operation: JobOperation,
    /// For how long it runs or ran, in ms.
    pub elapsed_ms: u64,
    /// What QEMU says of it.
    pub progress: Progress,
}

/// What there is to say about a guest's jobs (`virDomainJobType`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum JobState {
    /// Nothing.
    None,
    /// One runs; nobody knows for how long.
    Running(JobReport),
    /// One has ended well.
    Completed(JobReport),
}

/// Whose turn it is, and the jobs of a guest: shared by its handle and its owner.
#[derive(Debug)]
pub(crate) struct Jobs {
    turn: Arc<Semaphore>,
    waiting: Semaphore,
    running: ArcSwapOption<Job>,
    completed: ArcSwapOption<JobReport>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
            waiting: Semaphore::new(WAITING),
            running: ArcSwapOption::empty(),
            completed: ArcSwapOption::empty(),
        }
    }
}

/// A job's own end: nothing is left of it, whatever became of its task.
pub(crate) struct Running<'a>(&'a Jobs);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.store(None);
    }
}

impl Jobs {
    /// Waits for the turn to change the guest, until `deadline`.
    ///
    /// # Errors
    /// 68 when too many wait, or for too long.
    pub(crate) async fn turn(&self, deadline: tokio::time::Instant) -> Result<OwnedSemaphorePermit> {
        if let Ok(turn) = Arc::clone(&self.turn).try_acquire_owned() {
            return Ok(turn);
        }
        let _place = self.waiting.try_acquire().map_err(|_| busy("too many requests wait for it already"))?;
        match tokio::time::timeout_at(deadline, Arc::clone(&self.turn).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(self.in_the_way()),
        }
    }

    /// "cannot acquire state change lock", with who has it where that is known.
    pub(crate) fn in_the_way(&self) -> Error {
        let holder = self.running.load().as_ref().map(|job| job.operation.holder());
        let held = holder.map_or_else(String::new, |holder| format!(" (held by monitor={holder})"));
        busy(&format!("cannot acquire state change lock{held}"))
    }

    /// A job begins; it ends when what is returned is dropped.
    pub(crate) fn begin(&self, operation: JobOperation, measures: Measures) -> (Arc<Job>, Running<'_>) {
        let job = Arc::new(Job {
            operation,
            started: Instant::now(),
            measures,
            latest: ArcSwapOption::empty(),
            aborted: AtomicBool::new(false),
            changed: Notify::new(),
            ended: ArcSwapOption::empty(),
        });
        self.running.store(Some(Arc::clone(&job)));
        (job, Running(self))
    }

    /// QEMU has told of something that concerns the job under way; `ended`: what it said at a dump's end.
    pub(crate) fn wake(&self, ended: Option<String>) {
        if let Some(job) = &*self.running.load() {
            if let Some(ended) = ended {
                job.ended.store(Some(Arc::new(ended)));
            }
            job.changed.notify_one();
        }
    }

    /// What is told of the job that ended last.
    pub(crate) fn complete(&self, report: JobReport) {
        self.completed.store(Some(Arc::new(report)));
    }
}

impl Guest {
    /// What its jobs do (DOMAIN_GET_JOB_INFO, DOMAIN_GET_JOB_STATS). QEMU is asked how far it is, and what was
    /// heard last is told when it does not say in time.
    ///
    /// # Errors
    /// 55 "domain is not running".
    pub async fn job(&self) -> Result<JobState> {
        if !self.view().is_active() {
            return Err(not_running());
        }
        let Some(job) = self.jobs().running.load_full() else { return Ok(JobState::None) };
        if let Some(monitor) = self.process().monitor() {
            let limit = self.surroundings().settings().query_timeout;
            if let Ok(reply) = monitor.execute(job.measures.question(), Value::Null, limit).await {
                job.learn(job.measures.read(&reply));
            }
        }
        Ok(JobState::Running(job.report()))
    }

    /// What the last job did that ended well; told once, unless it is to be kept
    /// (`VIR_DOMAIN_JOB_STATS_COMPLETED`, `_KEEP_COMPLETED`).
    pub fn completed_job(&self, keep: bool) -> JobState {
        let completed = &self.jobs().completed;
        let report = if keep { completed.load_full() } else { completed.swap(None) };
        report.map_or(JobState::None, |report| JobState::Completed(*report))
    }

    /// Has the job end that is under way (DOMAIN_ABORT_JOB). Does not wait for its end.
    ///
    /// # Errors
    /// 55 when there is none, or one that cannot be ended so.
    pub fn abort_job(&self) -> Result<()> {
        if !self.view().is_active() {
            return Err(not_running());
        }
        let Some(job) = self.jobs().running.load_full() else {
            return Err(invalid("no job is active on the domain"));
        };
        match (job.operation, job.measures) {
            (JobOperation::Restore, _) => {
                Err(invalid("cannot abort incoming migration; use virDomainDestroy instead"))
            }
            (_, Measures::Dump) => Err(invalid("cannot abort memory-only dump")),
            _ => {
                job.aborted.store(true, Ordering::Release);
                job.changed.notify_one();
                Ok(())
            }
        }
    }

    /// Does something that takes long, in a task of its own: it goes on though the client that asked for it may
    /// go away, and nobody else changes the guest meanwhile.
    ///
    /// # Errors
    /// 68 when others take too long before; else those of the work.
    pub(crate) async fn run_job<W>(
        &self,
        operation: JobOperation,
        measures: Measures,
        work: impl FnOnce(Self, Arc<Job>) -> W + Send + 'static,
    ) -> Result<()>
    where
        W: Future<Output = Result<()>> + Send,
    {
        let turn = self.turn().await?;
        let guest = self.clone();
        let done = tokio::spawn(async move {
            let (job, running) = guest.jobs().begin(operation, measures);
            let outcome = work(guest.clone(), job).await;
            drop(running);
            drop(turn);
            outcome
        });
        done.await.unwrap_or_else(|why| Err(Error::internal(ErrorDomain::Qemu, format!("unfinished: {why}"))))
    }
}

pub(crate) fn busy(why: &str) -> Error {
    Error::new(Code::OperationTimeout, ErrorDomain::Qemu, why)
}

/// How long a job waits for QEMU to tell of its end before it asks.
pub(crate) const ASK_AGAIN: Duration = Duration::from_millis(250);

#[cfg(test)]
mod tests {
    use super::*;

    fn soon() -> tokio::time::Instant {
        tokio::time::Instant::now() + Duration::from_millis(20)
    }

    #[tokio::test]
    async fn one_at_a_time_and_whoever_waits_too_long_hears_who_is_in_the_way() {
        let jobs = Jobs::default();
        let turn = jobs.turn(soon()).await.unwrap();
        let (_job, running) = jobs.begin(JobOperation::Save, Measures::Migration);
        let why = jobs.turn(soon()).await.unwrap_err();
        assert_eq!(
            why.message,
            "Timed out during operation: cannot acquire state change lock (held by \
             monitor=remoteDispatchDomainSave)"
        );
        drop((running, turn));
        assert!(jobs.turn(soon()).await.is_ok());
    }

    #[tokio::test]
    async fn not_more_wait_than_there_is_room_for() {
        let jobs = Arc::new(Jobs::default());
        let _turn = jobs.turn(soon()).await.unwrap();
        let deadline = tokio::time::Instant::now() + Duration::from_secs(60);
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let jobs = Arc::clone(&jobs);
                tokio::spawn(async move { jobs.turn(deadline).await.map(drop) })
            })
            .collect();
        while jobs.waiting.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(jobs.turn(deadline).await.unwrap_err().code, Code::OperationTimeout);
        waiting.iter().for_each(tokio::task::JoinHandle::abort);
    }
}
