//! The handle of a guest: what everybody else holds of it.
//!
//! Reading goes through [`Guest::view`] and waits for nobody. Everything that changes the guest is sent
//! to its one owner, a task of its own, and waits there in a bounded queue, with a deadline.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use errors::{Code, Domain as ErrorDomain, Error, Result};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::Instant;

use crate::agent_call::AgentPatience;
use crate::complaints::LogBell;
use crate::job::{Jobs, busy};
use crate::owner::Owner;
use crate::process_slot::ProcessSlot;
use crate::surroundings::Boxed;
use crate::{Surroundings, View};

/// Requests that may wait for one guest's owner.
const QUEUE: usize = 256;

/// How long a request may wait until the guest's owner gets to it (libvirt's job timeout).
const TURN: Duration = Duration::from_secs(30);

/// Something to be done with a guest by its owner.
pub(crate) type Act = Box<dyn for<'a> FnOnce(&'a mut Owner) -> Boxed<'a, ()> + Send>;

/// One guest, as the rest of the daemon holds it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Guest {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    view: Arc<ArcSwap<View>>,
    queue: mpsc::Sender<Act>,
    process: Arc<ProcessSlot>,
    jobs: Arc<Jobs>,
    agent_timeout: AgentPatience,
    log_bell: Arc<LogBell>,
    surroundings: Arc<dyn Surroundings>,
}

impl Guest {
    /// A guest as `view` has it, with a task of its own from now on. `found`: the process that a
    /// restarted daemon found running.
    pub fn adopt(view: View, found: Option<crate::Found>, surroundings: Arc<dyn Surroundings>) -> Self {
        let (queue, requests) = mpsc::channel(QUEUE);
        let view = Arc::new(ArcSwap::from_pointee(view));
        let process = Arc::new(ProcessSlot::default());
        process.set(found.as_ref().map(crate::Found::run));
        let jobs = Arc::new(Jobs::default());
        let around = Arc::clone(&surroundings);
        let owner = Owner::new(Arc::clone(&view), Arc::clone(&process), Arc::clone(&jobs), around);
        tokio::spawn(owner.run(requests, found));
        let agent_timeout = AgentPatience::default();
        let log_bell = Arc::default();
        let inner = Inner { view, queue, process, jobs, agent_timeout, log_bell, surroundings };
        Self { inner: Arc::new(inner) }
    }

    /// What is known of it now. Never waits.
    pub fn view(&self) -> Arc<View> {
        self.inner.view.load_full()
    }

    /// The pid of its process, while it has one.
    pub fn pid(&self) -> Option<u32> {
        self.inner.process.get().map(|run| run.process.pid())
    }

    /// The process behind it, for those who ask or end it past its queue.
    pub(crate) fn process(&self) -> &ProcessSlot {
        &self.inner.process
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }

    pub(crate) fn agent_timeout(&self) -> &AgentPatience {
        &self.inner.agent_timeout
    }

    pub(crate) fn log_bell(&self) -> &Arc<LogBell> {
        &self.inner.log_bell
    }

    /// Puts something into the owner's queue that nobody waits for; whether there was room.
    pub(crate) fn send_aside(&self, act: Act) -> bool {
        self.inner.queue.try_send(act).is_ok()
    }

    pub(crate) fn surroundings(&self) -> &Arc<dyn Surroundings> {
        &self.inner.surroundings
    }

    /// Waits for the turn to change it.
    ///
    /// # Errors
    /// 68 when others take too long before.
    pub(crate) async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        self.inner.jobs.turn(Instant::now() + TURN).await
    }

    /// Has its owner change it, when nothing else does, and waits for the outcome.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        act: impl for<'a> FnOnce(&'a mut Owner) -> Boxed<'a, Result<T>> + Send + 'static,
    ) -> Result<T> {
        let deadline = Instant::now() + TURN;
        let turn = self.inner.jobs.turn(deadline).await?;
        self.send(deadline, Some(turn), act).await
    }

    /// Has its owner do something that goes with whatever else is being done to the guest, and waits for the
    /// outcome.
    pub(crate) async fn ask_beside<T: Send + 'static>(
        &self,
        act: impl for<'a> FnOnce(&'a mut Owner) -> Boxed<'a, Result<T>> + Send + 'static,
    ) -> Result<T> {
        self.send(Instant::now() + TURN, None, act).await
    }

    async fn send<T: Send + 'static>(
        &self,
        deadline: Instant,
        its_turn: Option<OwnedSemaphorePermit>,
        act: impl for<'a> FnOnce(&'a mut Owner) -> Boxed<'a, Result<T>> + Send + 'static,
    ) -> Result<T> {
        let (answer, outcome) = oneshot::channel();
        let (started, turn) = oneshot::channel();
        let boxed: Act = Box::new(move |owner| {
            Box::pin(async move {
                let _its_turn = its_turn;
                // Whoever gave up waiting for a turn does not want it done any more.
                if started.send(()).is_ok() {
                    let _ = answer.send(act(owner).await);
                }
            })
        });
        self.inner.queue.try_send(boxed).map_err(|e| match e {
            mpsc::error::TrySendError::Full(_) => busy("too many requests wait for it already"),
            mpsc::error::TrySendError::Closed(_) => self.gone(),
        })?;
        match tokio::time::timeout_at(deadline, turn).await {
            Err(_) => Err(self.inner.jobs.in_the_way()),
            Ok(Err(_)) => Err(self.gone()),
            Ok(Ok(())) => outcome.await.unwrap_or_else(|_| Err(self.gone())),
        }
    }

    fn gone(&self) -> Error {
        let view = self.view();
        Error::new(
            Code::NoDomain,
            ErrorDomain::Qemu,
            format!("no domain with matching uuid '{}' ({})", view.uuid, view.name),
        )
    }
}
