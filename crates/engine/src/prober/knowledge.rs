//! What is known of each binary, and who waits for whom.
//!
//! ```text
//!   unknown --first question--> being asked --answer or error--> known
//!   known ---the same identity---> known          (no process is started)
//!   known ---another identity----> being asked    (by a question, or by `watch`)
//!   known ---not there any more--> gone           (told once; what comes back is being asked)
//! ```

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::prober::{Asking, failed};
use caps::{EmulatorCapabilities, Identity, MachineCompat};
use errors::{Error, Result};
use host::kvm::KvmFacts;
use host::process::{Credentials, ticks_since_boot};
use serde_json::json;
use tokio::sync::{OnceCell, Semaphore, broadcast, mpsc};

use super::identity::Identities;
use super::watch::Replaced;
use super::{EmulatorChange, store, watch};

/// How long a binary may take to greet, and for each of its answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often binaries are looked at that nobody asks about.
const EVERY: Duration = Duration::from_secs(5);

/// How many binaries are asked at once.
const AT_ONCE: usize = 4;

/// How many changes a listener may leave unread.
const UNREAD_CHANGES: usize = 64;

pub(crate) type Outcome = Result<Arc<EmulatorCapabilities>>;

type Compat = Result<Arc<Vec<MachineCompat>>>;

/// Where a prober works, and on what host.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// Where outcomes are kept.
    pub(crate) cache: PathBuf,
    /// Where a socket can be made while a binary is asked.
    pub(crate) scratch: PathBuf,
    /// Whom binaries run as.
    pub(crate) credentials: Option<Credentials>,
    /// The kernel's release.
    pub(crate) kernel: String,
    /// The processor's microcode revision.
    pub(crate) microcode: u32,
}

/// Knows what the host's emulators can do. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Prober {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(super) struct Inner {
    cache: PathBuf,
    asking: Asking,
    identities: Identities,
    turns: Semaphore,
    known: Mutex<HashMap<PathBuf, Asked>>,
    pub(super) changes: broadcast::Sender<EmulatorChange>,
    pub(super) every: Duration,
    /// Taken when the watch begins.
    watched: Mutex<Option<mpsc::UnboundedReceiver<Replaced>>>,
    replaced: mpsc::UnboundedSender<Replaced>,
}

/// A binary that has been or is being asked.
#[derive(Debug, Clone)]
struct Asked {
    identity: Identity,
    outcome: Arc<OnceCell<Outcome>>,
    /// It was there when it was asked, and is not any more; the identity is what it was.
    gone: bool,
    /// What its machine types fix, once somebody wants to know.
    compat: Arc<OnceCell<Compat>>,
}

impl Prober {
    pub(crate) fn new(surroundings: Surroundings) -> Self {
        Self::with_pace(surroundings, PATIENCE, EVERY)
    }

    /// `patience`: with each answer of a binary; `every`: how often known binaries are looked at.
    pub(super) fn with_pace(surroundings: Surroundings, patience: Duration, every: Duration) -> Self {
        let Surroundings { cache, scratch, credentials, kernel, microcode } = surroundings;
        let (replaced, watched) = mpsc::unbounded_channel();
        let inner = Inner {
            cache,
            asking: Asking { scratch, credentials, patience },
            identities: Identities::new(kernel, microcode, PathBuf::from("/dev/kvm")),
            turns: Semaphore::new(AT_ONCE),
            known: Mutex::default(),
            changes: broadcast::Sender::new(UNREAD_CHANGES),
            every,
            watched: Mutex::new(Some(watched)),
            replaced,
        };
        Self { inner: Arc::new(inner) }
    }

    /// What the binary at `path` can do. Those who ask while it is being asked share the answer. A failure
    /// holds until the binary changes too, so that a broken one is not started again and again.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..." when there is none; 1 with the reason when it does not answer.
    pub(crate) async fn capabilities(&self, path: &Path) -> Outcome {
        // The first question begins the watch: from then on there is something to look at.
        let watched = self.inner.watched.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(replaced) = watched {
            watch::begin(&self.inner, replaced);
        }
        self.inner.capabilities(path).await
    }

    /// What was learned of the binary when somebody last asked; nothing is looked at, nobody is waited for.
    pub(crate) fn known(&self, path: &Path) -> Option<Outcome> {
        let known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(path)?.outcome.get().cloned()
    }

    /// What each machine type of the binary fixes, in the order of `query-machines`: asked on demand, since the
    /// answer is large, and kept as long as the binary stays the same.
    ///
    /// # Errors
    /// As [`capabilities`](Self::capabilities); 1 when the binary is too old to tell (before QEMU 9.1).
    pub(crate) async fn compat(&self, path: &Path) -> Compat {
        let inner = &self.inner;
        self.capabilities(path).await?;
        let asked = inner.asked(path).await?;
        let learn = || async {
            // The semaphore is never closed.
            let _turn = inner.turns.acquire().await;
            let arguments = json!({"compat-props": true});
            let reply = inner.asking.question(path, "query-machines", arguments).await?;
            MachineCompat::all_from_reply(&reply).map(Arc::new).map_err(|why| failed(path, &why.to_string()))
        };
        asked.compat.get_or_init(learn).await.clone()
    }

    /// What KVM can do; `None` where it does not work.
    pub(crate) fn kvm(&self) -> Option<KvmFacts> {
        self.inner.identities.kvm()
    }

    /// Binaries that change from now on.
    pub(crate) fn changes(&self) -> broadcast::Receiver<EmulatorChange> {
        self.inner.changes.subscribe()
    }
}

impl Inner {
    pub(super) async fn capabilities(&self, path: &Path) -> Outcome {
        let asked = self.asked(path).await?;
        asked.outcome.get_or_init(|| self.learn(&asked.identity)).await.clone()
    }

    /// All binaries that anybody has asked about.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// The entry for the binary as it is now. That it is another than before is for the watch to tell.
    async fn asked(&self, path: &Path) -> Result<Asked> {
        let before = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        let identity = self.identities.of(path, before.as_ref().map(|asked| &asked.identity)).await;
        let identity = identity.inspect_err(|why| self.lose(path, why))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match known.get(path) {
            Some(asked) if asked.identity == identity && !asked.gone => return Ok(asked.clone()),
            other => other.and_then(|asked| {
                let at = asked.identity.is_other_binary(&identity).then(ticks_since_boot);
                asked.outcome.get().map(|outcome| (outcome.clone(), at))
            }),
        };
        let asked = Asked { identity, outcome: Arc::default(), gone: false, compat: Arc::default() };
        known.insert(path.to_owned(), asked.clone());
        if let Some((before, at)) = before {
            // Nobody listens only when the daemon ends.
            let _ = self.replaced.send(Replaced { path: path.to_owned(), before, at });
        }
        Ok(asked)
    }

    /// Takes note that a binary that was known is not there any more, and why. Nothing new is kept: paths that
    /// never led to a binary are as many as clients can think of.
    fn lose(&self, path: &Path, why: &Error) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(asked) = known.get_mut(path).filter(|asked| !asked.gone) else { return };
        let before = asked.outcome.get().cloned();
        let outcome = Arc::new(OnceCell::new_with(Some(Err(why.clone()))));
        *asked = Asked { identity: asked.identity.clone(), outcome, gone: true, compat: Arc::default() };
        if let Some(before) = before {
            let at = Some(ticks_since_boot());
            // Nobody listens only when the daemon ends.
            let _ = self.replaced.send(Replaced { path: path.to_owned(), before, at });
        }
    }

    async fn learn(&self, identity: &Identity) -> Outcome {
        let file = store::file(&self.cache, &identity.path);
        let (place, wanted) = (file.clone(), identity.clone());
        let cached = tokio::task::spawn_blocking(move || store::read(&place, &wanted)).await;
        if let Ok(Some(cached)) = cached {
            return Ok(Arc::new(cached));
        }
        // The semaphore is never closed.
        let _turn = self.turns.acquire().await;
        let capabilities = self.probe(identity).await.inspect_err(|why| {
            tracing::error!("{} cannot be used: {why}", identity.path.display());
        })?;
        let capabilities = Arc::new(capabilities);
        let (identity, stored) = (identity.clone(), Arc::clone(&capabilities));
        // Nobody waits for the disk, which serves daemons to come; what keeps it from being stored is in the log.
        tokio::task::spawn_blocking(move || store::write(&file, &identity, &stored));
        Ok(capabilities)
    }

    async fn probe(&self, identity: &Identity) -> Result<EmulatorCapabilities> {
        self.asking.capabilities(&identity.path, identity.kvm_usable).await
    }
}
