//! Judging definitions that are new, and letting acknowledgements run out: what the ledger needs done beside it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Notify;
use vm::Guest;

use crate::engine::{Engine, Inner};

/// How late an acknowledgement that has run out may be told.
const TICK: Duration = Duration::from_secs(1);

impl Engine {
    /// Judges definitions as they change, whoever changes them, until the engine is gone.
    pub fn follow_definitions(&self) -> impl Future<Output = ()> + Send + use<> {
        follow(Arc::downgrade(&self.inner), self.inner.ledger.unjudged())
    }
}

async fn follow(engine: Weak<Inner>, unjudged: Arc<Notify>) {
    loop {
        let _ = tokio::time::timeout(TICK, unjudged.notified()).await;
        let Some(inner) = engine.upgrade() else { return };
        inner.ledger.expire();
        Engine { inner }.judge_new();
    }
}

impl Engine {
    /// Judges what has not been judged yet, the guests of each emulator in a task of their own: one that hangs keeps
    /// no others waiting.
    fn judge_new(&self) {
        let mut by_emulator: BTreeMap<PathBuf, Vec<Guest>> = BTreeMap::new();
        for guest in self.inner.ledger.take_unjudged() {
            let Some(guest) = self.guest_by_uuid(&guest) else { continue };
            let view = guest.view();
            let Ok(definition) = view.next_definition() else { continue };
            let emulator = definition.domain().devices.emulator.clone().unwrap_or_default();
            by_emulator.entry(emulator.into()).or_default().push(guest);
        }
        for guests in by_emulator.into_values() {
            let engine = self.clone();
            tokio::spawn(async move {
                for guest in guests {
                    // What keeps an emulator from being used is in the log already.
                    let _ = engine.forecast(&guest).await;
                }
            });
        }
    }
}
