//! Who may be connected: connections that have opened are counted, those that have not are few and short-lived.
//!
//! A connection that says nothing, or only half of something, must never keep another one out. So it holds
//! no client slot before CONNECT_OPEN, it has only so long to get there, and when there are too many of its
//! kind the one that has had the longest is cut off for the next.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use errors::{Code, Domain, Error, Result};
use tokio::task::AbortHandle;

/// Keeps count of a server's connections. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Admission {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    max_clients: usize,
    max_unopened: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// By number, so the first is the oldest. A task that has not been started yet has no handle.
    unopened: BTreeMap<u64, Option<AbortHandle>>,
    opened: usize,
    next: u64,
}

/// A connection's place among those that have not opened. Dropping it gives the place back.
#[derive(Debug)]
pub(crate) struct Waiting {
    number: u64,
    admission: Admission,
}

/// A client's place among those that have opened; calls of it that still run keep it occupied.
#[derive(Debug)]
pub(crate) struct Slot {
    admission: Admission,
}

impl Admission {
    pub(crate) fn new(max_clients: usize, max_unopened: usize) -> Self {
        Self { inner: Arc::new(Inner { max_clients, max_unopened, state: Mutex::default() }) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// A place for a connection that was just accepted, at the cost of the oldest when all are taken.
    pub(crate) fn enter(&self) -> Waiting {
        let mut state = self.state();
        while state.unopened.len() >= self.inner.max_unopened {
            evict_oldest(&mut state);
        }
        let number = state.next;
        state.next += 1;
        state.unopened.insert(number, None);
        Waiting { number, admission: self.clone() }
    }

    /// Cuts off the connection that has been unopened for the longest. Whether there was one.
    pub(crate) fn evict(&self) -> bool {
        evict_oldest(&mut self.state())
    }

    /// How many have opened.
    #[cfg(test)]
    fn opened(&self) -> usize {
        self.state().opened
    }
}

fn evict_oldest(state: &mut State) -> bool {
    let Some((number, task)) = state.unopened.pop_first() else { return false };
    tracing::debug!(number, "cutting off a connection that has not opened, to make room");
    if let Some(task) = task {
        task.abort();
    }
    true
}

impl Waiting {
    /// Its number, which no other connection of this server has.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// Takes a client's slot; the place among the unopened goes when `self` does.
    ///
    /// # Errors
    /// All slots are taken.
    pub(crate) fn open(&self) -> Result<Slot> {
        let mut state = self.admission.state();
        let max = self.admission.inner.max_clients;
        if state.opened >= max {
            let why = format!("Too many active clients ({max}), try again when one has left");
            return Err(Error::new(Code::Rpc, Domain::Rpc, why));
        }
        state.opened += 1;
        Ok(Slot { admission: self.admission.clone() })
    }
}

impl Admission {
    /// Tells which task serves connection `number`, so that it can be cut off.
    pub(crate) fn started(&self, number: u64, task: AbortHandle) {
        if let Some(place) = self.state().unopened.get_mut(&number) {
            *place = Some(task);
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.admission.state().unopened.remove(&self.number);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.admission.state().opened -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_unopened_connection_makes_room_for_the_newest() {
        let admission = Admission::new(10, 2);
        let mut tasks = Vec::new();
        let mut places = Vec::new();
        for _ in 0..3 {
            let place = admission.enter();
            let task = tokio::spawn(std::future::pending::<()>());
            admission.started(place.number(), task.abort_handle());
            places.push(place);
            tasks.push(task);
        }
        assert!(tasks.remove(0).await.unwrap_err().is_cancelled());
        assert!(!tasks[0].is_finished() && !tasks[1].is_finished());
    }

    #[test]
    fn opening_moves_from_one_count_to_the_other_and_leaving_gives_the_slot_back() {
        let admission = Admission::new(1, 1);
        let slot = admission.enter().open().unwrap();
        assert_eq!((admission.opened(), admission.state().unopened.len()), (1, 0));
        let refused = admission.enter();
        let why = refused.open().unwrap_err();
        assert!(why.message.contains("Too many active clients (1)"), "{why}");
        drop(slot);
        assert!(refused.open().is_ok());
    }
}
