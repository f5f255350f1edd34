//! What one client follows of the ledger's changes.
//!
//! Nothing is queued for it: it has a place in the ledger, and reads on from there when its outbox has room. When the
//! ledger keeps the next change no more, the client is told how many it has missed.

use std::sync::Arc;
use std::task::{Context, Poll};

use engine::{Change, Engine};
use tokio::sync::mpsc;
use wire::ferrovirt::FindingsEventChangedMsg;
use wire::ferrovirt::event::FindingsEventChanged;
use wire::message::event as send;

use crate::finding_filter::FindingFilter;
use crate::finding_frame;

/// Changes that are looked at in one turn of the session.
const A_TURN: usize = 64;

/// One client's place in the ledger, if it follows it.
#[derive(Debug, Default)]
pub(crate) struct FindingFeed(Option<Following>);

#[derive(Debug)]
struct Following {
    filter: FindingFilter,
    /// The last change that was looked at.
    sequence: u64,
    /// Changes that were missed and have not been told as missed.
    dropped: u64,
    bell: mpsc::Receiver<()>,
    /// There is more to look at.
    is_behind: bool,
}

impl FindingFeed {
    /// Follows from a change on, in place of what was followed before.
    pub(crate) fn follow(&mut self, engine: &Engine, filter: FindingFilter, sequence: u64) {
        let bell = engine.finding_bell();
        // What happened between the answer that named the number and the bell is looked for at once.
        self.0 = Some(Following { filter, sequence, dropped: 0, bell, is_behind: true });
    }

    /// Follows no more; whether it did.
    pub(crate) fn leave(&mut self) -> bool {
        self.0.take().is_some()
    }

    /// Whether there is something to look at.
    pub(crate) fn poll_change(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.0 {
            Some(following) if following.is_behind => Poll::Ready(()),
            Some(following) => match following.bell.poll_recv(cx) {
                Poll::Ready(Some(())) => Poll::Ready(()),
                // The ledger ends with the daemon.
                Poll::Ready(None) | Poll::Pending => Poll::Pending,
            },
            None => Poll::Pending,
        }
    }

    /// Looks at the next changes, and writes a message of those that are wanted.
    pub(crate) fn tell(&mut self, engine: &Engine, out: &mut Vec<u8>) {
        let Some(following) = &mut self.0 else { return };
        let told = engine.finding_changes_after(following.sequence, A_TURN);
        following.sequence = told.sequence;
        following.is_behind = told.more;
        following.dropped += told.dropped;
        let filter = &following.filter;
        let is_wanted = |change: &&Arc<Change>| {
            filter.wants_guest(&change.guest, change.state) && filter.wants(&change.standing)
        };
        let changes: Vec<_> =
            told.changes.iter().filter(is_wanted).map(|c| finding_frame::change(c)).collect();
        if changes.is_empty() && following.dropped == 0 {
            return;
        }
        let ledger = *engine.ledger_id().as_bytes();
        let body =
            FindingsEventChangedMsg { ledger, dropped: following.dropped, changes, sequence: told.sequence };
        match send::<FindingsEventChanged>(out, &body) {
            Ok(()) => following.dropped = 0,
            Err(e) => {
                tracing::warn!("changes of findings cannot be sent: {e}");
                following.dropped += body.changes.len() as u64;
            }
        }
    }
}
