//! What others ask of the ledger.

use std::sync::Arc;

use errors::Result;
use host::clock::Timestamp;
use model::Uuid;
use tokio::sync::mpsc;
use vm::Guest;

use crate::engine::Engine;
use crate::ledger::{Findings, Told, Waiver, WaiverScope, WaiverSource};

impl Engine {
    /// What is found of all guests now. Never waits.
    pub fn findings(&self) -> Arc<Findings> {
        self.inner.ledger.findings()
    }

    /// Which ledger it is: another one after each start of the daemon, with numbers from the beginning.
    pub fn ledger_id(&self) -> Uuid {
        self.inner.ledger.id()
    }

    /// How many of the latest changes are kept for those who come later.
    pub fn kept_finding_changes(&self) -> usize {
        self.inner.ledger.kept_changes()
    }

    /// The number of the last change, and whether all after `known` can still be told.
    pub fn resume_finding_changes(&self, known: u64) -> (u64, bool) {
        self.inner.ledger.resume(known)
    }

    /// At most `most` changes after a number. Never waits.
    pub fn finding_changes_after(&self, sequence: u64, most: usize) -> Told {
        self.inner.ledger.changes_after(sequence, most)
    }

    /// A bell that rings when there are changes. Who does not listen holds nobody up; dropping it ends it.
    pub fn finding_bell(&self) -> mpsc::Receiver<()> {
        self.inner.ledger.bell()
    }

    /// Takes findings of a guest upon somebody: on disk before this returns. The number of the last change then, and
    /// how many findings of now are covered.
    ///
    /// # Errors
    /// 1 when there are too many; 38 when it cannot be stored.
    pub async fn acknowledge(
        &self,
        guest: &Guest,
        scope: WaiverScope,
        owner: String,
        reason: String,
        expires_ms: u64,
    ) -> Result<(u64, usize)> {
        let given_ms = u64::try_from(Timestamp::now().milliseconds).unwrap_or(0);
        let waiver =
            Waiver { scope, owner, reason, given_ms, expires_ms, source: WaiverSource::Acknowledgement };
        let uuid = guest.view().uuid;
        self.on_disk(move |engine| engine.inner.ledger.waive(&uuid, &waiver)).await
    }

    /// Takes an acknowledgement back.
    ///
    /// # Errors
    /// 55 when there is none; 38 when that cannot be stored.
    pub async fn withdraw(&self, guest: &Guest, scope: WaiverScope) -> Result<(u64, usize)> {
        let uuid = guest.view().uuid;
        self.on_disk(move |engine| engine.inner.ledger.withdraw(&uuid, &scope)).await
    }

    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let engine = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&engine)).await;
        done.unwrap_or_else(|why| {
            Err(errors::Error::internal(errors::Domain::Qemu, format!("unfinished: {why}")))
        })
    }
}
