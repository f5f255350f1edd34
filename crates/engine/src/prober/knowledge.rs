//! What is known of each binary, and who waits for whom.
//!
//! ```text
//!   unknown --first question--> being asked --answer or error--> known
//!   known ---the same identity---> known          (no process is started)
//!   known ---another identity----> being asked    (by a question, or by `watch`)
//!   known ---not there any more--> gone           (told once; what comes back is being asked)
//!   awaited by a stored guest, and not there -----^
//! ```
//!
//! Known is first what the first accelerator that works offers; what another does is asked once somebody wants to
//! know it, by one for all.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::prober::Asking;
use caps::{Accelerator, EmulatorCapabilities, Identity, MachineCompat};
use errors::{Error, Result};
use host::kvm::KvmFacts;
use host::process::{Credentials, ticks_since_boot};
use tokio::sync::{OnceCell, Semaphore, broadcast, mpsc};

use super::identity::Identities;
use super::store::Place;
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
    /// What it is, or was when it was there; none of one that never was.
    identity: Option<Identity>,
    /// What it says under the first accelerator that works.
    first: Arc<OnceCell<Outcome>>,
    /// What it says under all of them, once somebody wants to know.
    whole: Arc<OnceCell<Outcome>>,
    /// Somebody wanted to know, of this binary or of one that was in its place.
    whole_wanted: Arc<AtomicBool>,
    /// Where both are kept.
    place: Arc<Place>,
    /// It is not there, or not any more.
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

    /// What the binary at `path` can do, under `accelerator` too, if one is wanted in particular. Those who ask
    /// while it is being asked share the answer. A failure holds until the binary changes too, so that a broken one
    /// is not started again and again.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..." when there is none; 1 with the reason when it does not answer.
    pub(crate) async fn capabilities(&self, path: &Path, accelerator: Option<Accelerator>) -> Outcome {
        // The first question begins the watch: from then on there is something to look at.
        let watched = self.inner.watched.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(replaced) = watched {
            watch::begin(&self.inner, replaced);
        }
        self.inner.capabilities(path, accelerator).await
    }

    /// What was learned of the binary when somebody last asked, under `accelerator` too; nothing is looked at,
    /// nobody is waited for.
    pub(crate) fn known(&self, path: &Path, accelerator: Option<Accelerator>) -> Option<Outcome> {
        let known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = known.get(path)?;
        match asked.first.get()? {
            Ok(first) if lacks(first, accelerator) => asked.whole.get().cloned(),
            first => Some(first.clone()),
        }
    }

    /// Has a binary watched that was not there when a stored guest needed it, and why it could not be used: when it
    /// comes, that is a change like any other.
    pub(crate) fn await_coming(&self, path: &Path, accelerator: Accelerator, why: &Error) {
        let mut known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = known.entry(path.to_owned()).or_insert_with(|| Asked::gone(None, why));
        asked.want(Some(accelerator));
    }

    /// What each machine type of the binary fixes, in the order of `query-machines`: asked on demand, since the
    /// answer is large, and kept as long as the binary stays the same.
    ///
    /// # Errors
    /// As [`capabilities`](Self::capabilities); 1 when the binary is too old to tell (before QEMU 9.1).
    pub(crate) async fn compat(&self, path: &Path) -> Compat {
        let inner = &self.inner;
        self.capabilities(path, None).await?;
        let asked = inner.asked(path).await?;
        let learn = || async {
            // The semaphore is never closed.
            let _turn = inner.turns.acquire().await;
            inner.asking.compat_properties(path).await.map(Arc::new)
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
    pub(super) async fn capabilities(&self, path: &Path, accelerator: Option<Accelerator>) -> Outcome {
        let asked = self.asked(path).await?;
        asked.want(accelerator);
        let first = asked.first.get_or_init(|| self.learn(path, &asked)).await.clone()?;
        if !lacks(&first, accelerator) {
            return Ok(first);
        }
        asked.whole.get_or_init(|| self.complete(path, &asked, &first)).await.clone()
    }

    /// Whether anybody has wanted to know more of the binary than the first accelerator.
    pub(super) fn is_whole_wanted(&self, path: &Path) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(path).is_some_and(|asked| asked.whole_wanted.load(Ordering::Relaxed))
    }

    /// All binaries that anybody has asked about.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// The entry for the binary as it is now. That it is another than before is for the watch to tell.
    async fn asked(&self, path: &Path) -> Result<Asked> {
        let before = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        let identity =
            self.identities.of(path, before.as_ref().and_then(|asked| asked.identity.as_ref())).await;
        let identity = identity.inspect_err(|why| self.lose(path, why))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match known.get(path) {
            Some(asked) if asked.identity.as_ref() == Some(&identity) && !asked.gone => {
                return Ok(asked.clone());
            }
            other => other.cloned(),
        };
        let file = store::file(&self.cache, path);
        let asked = Asked {
            place: Arc::new(Place::new(file, identity.clone())),
            identity: Some(identity.clone()),
            first: Arc::default(),
            whole: Arc::default(),
            whole_wanted: before.as_ref().map(|asked| Arc::clone(&asked.whole_wanted)).unwrap_or_default(),
            gone: false,
            compat: Arc::default(),
        };
        known.insert(path.to_owned(), asked.clone());
        let outcome = before.as_ref().and_then(Asked::most_complete);
        if let (Some(asked), Some(before)) = (&before, outcome) {
            let is_other = |was: &Identity| was.is_other_binary(&identity);
            let at = asked.identity.as_ref().is_some_and(is_other).then(ticks_since_boot);
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
        let before = asked.most_complete();
        let gone = Asked::gone(asked.identity.take(), why);
        *asked = Asked { whole_wanted: Arc::clone(&asked.whole_wanted), ..gone };
        if let Some(before) = before {
            let at = Some(ticks_since_boot());
            // Nobody listens only when the daemon ends.
            let _ = self.replaced.send(Replaced { path: path.to_owned(), before, at });
        }
    }

    async fn learn(&self, path: &Path, asked: &Asked) -> Outcome {
        let place = Arc::clone(&asked.place);
        let stored = tokio::task::spawn_blocking(move || place.read()).await;
        if let Ok(Some(stored)) = stored {
            return Ok(Arc::new(stored));
        }
        // The semaphore is never closed.
        let _turn = self.turns.acquire().await;
        self.keep(path, asked, self.asking.capabilities(path).await)
    }

    async fn complete(&self, path: &Path, asked: &Asked, first: &EmulatorCapabilities) -> Outcome {
        // The semaphore is never closed.
        let _turn = self.turns.acquire().await;
        self.keep(path, asked, self.asking.complete(path, first.clone()).await)
    }

    fn keep(&self, path: &Path, asked: &Asked, outcome: Result<EmulatorCapabilities>) -> Outcome {
        let capabilities = outcome.inspect_err(|why| {
            tracing::error!("{} cannot be used: {why}", path.display());
        })?;
        let capabilities = Arc::new(capabilities);
        let (place, stored) = (Arc::clone(&asked.place), Arc::clone(&capabilities));
        // Nobody waits for the disk, which serves daemons to come; what keeps it from being stored is in the log.
        tokio::task::spawn_blocking(move || place.write(&stored));
        Ok(capabilities)
    }
}

impl Asked {
    /// One that is not there. `identity`: what it was.
    fn gone(identity: Option<Identity>, why: &Error) -> Self {
        let first = Arc::new(OnceCell::new_with(Some(Err(why.clone()))));
        let (whole, whole_wanted, compat) = Default::default();
        Self { identity, first, whole, whole_wanted, place: Arc::default(), gone: true, compat }
    }

    fn want(&self, accelerator: Option<Accelerator>) {
        if accelerator == Some(Accelerator::Tcg) {
            self.whole_wanted.store(true, Ordering::Relaxed);
        }
    }

    fn most_complete(&self) -> Option<Outcome> {
        let whole = self.whole.get().filter(|outcome| outcome.is_ok());
        whole.or_else(|| self.first.get()).cloned()
    }
}

/// Whether the accelerator that is wanted is one that nobody has asked about.
fn lacks(first: &EmulatorCapabilities, wanted: Option<Accelerator>) -> bool {
    wanted.is_some_and(|wanted| first.unasked.contains(&wanted))
}
