//! Pages that have changed since they were written out for those who ask.

use std::collections::BTreeSet;

use model::Uuid;
use tokio::sync::mpsc;

/// Whose pages are to be written out, if somebody does that.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    guests: BTreeSet<Uuid>,
    /// Rung for whoever writes.
    bell: Option<mpsc::Sender<()>>,
}

impl Unwritten {
    /// Somebody writes from now on, and begins with these. The bell is gone when the ledger is.
    pub(super) fn hand_to_a_writer(&mut self, guests: impl Iterator<Item = Uuid>) -> mpsc::Receiver<()> {
        let (bell, ears) = mpsc::channel(1);
        self.guests.extend(guests);
        let _ = bell.try_send(());
        self.bell = Some(bell);
        ears
    }

    /// A page is another. A bell that rings already need not be rung.
    pub(super) fn add(&mut self, guest: Uuid) {
        if let Some(bell) = &self.bell {
            self.guests.insert(guest);
            let _ = bell.try_send(());
        }
    }

    pub(super) fn remove(&mut self, guest: &Uuid) {
        self.guests.remove(guest);
    }

    /// Takes out the next.
    pub(super) fn next(&mut self) -> Option<Uuid> {
        self.guests.pop_first()
    }
}
