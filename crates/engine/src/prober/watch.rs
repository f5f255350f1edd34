//! Binaries that change under a running daemon, or go: noticed, asked anew, and told to whoever listens.

use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use caps::{Accelerator, EmulatorCapabilities};
use errors::Error;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::MissedTickBehavior;

use super::knowledge::{Inner, Outcome};

/// An emulator of the host is another than before: what was concluded from it may not hold any more.
#[derive(Debug, Clone)]
pub struct EmulatorChange {
    /// The binary.
    pub path: PathBuf,
    /// What it could do, if it could be used.
    pub before: Option<Arc<EmulatorCapabilities>>,
    /// What it can do now under the first accelerator that works, or why it cannot be used.
    pub after: Result<Arc<EmulatorCapabilities>, Error>,
    /// The same with all accelerators, if somebody has wanted to know that.
    pub whole: Option<Result<Arc<EmulatorCapabilities>, Error>>,
    /// When it was noticed that the binary itself is another or gone, in clock ticks since boot: processes that are older
    /// run what was there before. `None` when what changed is around it, such as whether KVM works.
    pub replaced: Option<u64>,
}

impl EmulatorChange {
    /// What it can do now for guests under an accelerator, or why it cannot be used.
    pub fn after_under(&self, accelerator: Accelerator) -> &Result<Arc<EmulatorCapabilities>, Error> {
        match (&self.after, &self.whole) {
            (Ok(first), Some(whole)) if first.unasked.contains(&accelerator) => whole,
            (first, _) => first,
        }
    }
}

/// A binary that was found to be another than before.
#[derive(Debug)]
pub(super) struct Replaced {
    pub(super) path: PathBuf,
    pub(super) before: Outcome,
    /// As [`EmulatorChange::replaced`].
    pub(super) at: Option<u64>,
}

/// Looks at the known binaries from now on, until the prober is gone; `replaced` are those that others have
/// found.
pub(super) fn begin(inner: &Arc<Inner>, replaced: UnboundedReceiver<Replaced>) {
    tokio::spawn(look(Arc::downgrade(inner), inner.every, replaced));
}

async fn look(prober: Weak<Inner>, every: Duration, mut replaced: UnboundedReceiver<Replaced>) {
    let mut tick = tokio::time::interval(every);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // The sender lives in the prober.
            found = replaced.recv() => match (found, prober.upgrade()) {
                (Some(found), Some(inner)) => tell(&inner, found).await,
                _ => return,
            },
            _ = tick.tick() => {
                let Some(inner) = prober.upgrade() else { return };
                for path in inner.paths() {
                    // What comes of it arrives at `replaced`.
                    let _ = inner.capabilities(&path, None).await;
                }
            }
        }
    }
}

/// Asks the binary anew, or waits for those who do already, and tells what came out.
async fn tell(inner: &Inner, Replaced { path, before, at }: Replaced) {
    let after = inner.capabilities(&path, None).await;
    let whole = match inner.is_whole_wanted(&path) {
        true => Some(inner.capabilities(&path, Some(Accelerator::Tcg)).await),
        false => None,
    };
    let version = |known: &Outcome| match known {
        Ok(capabilities) => capabilities.version.to_string(),
        Err(_) => "unusable".to_owned(),
    };
    tracing::info!("{} has changed: {} before, {} now", path.display(), version(&before), version(&after));
    // Nobody needs to listen.
    let _ = inner.changes.send(EmulatorChange { path, before: before.ok(), after, whole, replaced: at });
}
