//! Writing out what is found of guests before anybody asks.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::engine::{Engine, Inner};
use crate::ledger::GuestFindings;

/// A page that changes again within this is written once.
const SETTLING: Duration = Duration::from_millis(10);

/// Pages between which others have their turn: well below a millisecond's work.
const AT_ONCE: usize = 32;

impl Engine {
    /// Writes pages out as they change, until the engine is gone: whoever asks for them then has nothing left to do.
    /// A question that comes first does it by itself.
    pub fn write_pages(
        &self,
        write: fn(&GuestFindings) -> Vec<u8>,
    ) -> impl Future<Output = ()> + Send + use<> {
        follow(Arc::downgrade(&self.inner), self.inner.ledger.write_pages(), write)
    }
}

async fn follow(engine: Weak<Inner>, mut bell: mpsc::Receiver<()>, write: fn(&GuestFindings) -> Vec<u8>) {
    while bell.recv().await.is_some() {
        tokio::time::sleep(SETTLING).await;
        loop {
            let Some(inner) = engine.upgrade() else { return };
            let pages = inner.ledger.take_unwritten(AT_ONCE);
            drop(inner);
            if pages.is_empty() {
                break;
            }
            for page in pages {
                page.rendering(write);
            }
            tokio::task::yield_now().await;
        }
    }
}
