//! The queue between a monitor's reader and the one who listens to its events.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use serde_json::Value;
use tokio::sync::mpsc;

/// Something that QEMU reported unasked. Events nobody knew yet look like all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// QEMU's name of the event, such as `SHUTDOWN`.
    pub name: String,
    /// What QEMU says about it; an empty object when it says nothing.
    pub data: Value,
    /// When it happened, on the clock of QEMU's host: seconds since 1970 (-1 when QEMU could not tell).
    pub seconds: i64,
    /// Microseconds within that second (-1 when QEMU could not tell).
    pub microseconds: i64,
}

/// The events of one monitor, in the order in which QEMU sent them.
///
/// An event that QEMU sent before a reply is in here before the caller of that command gets its reply: after
/// an `execute` returns, [`Events::try_recv`] yields all that happened before.
///
/// The queue is bounded in events and in bytes, and replies never wait for it: when its reader sleeps, *newer*
/// events are dropped and counted. Who finds [`Events::take_lost`] above zero has to ask QEMU anew.
#[derive(Debug)]
pub struct Events {
    receiver: mpsc::Receiver<Queued>,
    ledger: Arc<Ledger>,
}

#[derive(Debug)]
struct Queued {
    event: Event,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Ledger {
    queued_bytes: AtomicUsize,
    lost: AtomicU64,
}

/// The end at which the monitor's reader puts events in.
#[derive(Debug)]
pub(crate) struct EventSender {
    sender: mpsc::Sender<Queued>,
    ledger: Arc<Ledger>,
    max_bytes: usize,
}

/// A queue for at most `max_count` events that came in lines of together at most `max_bytes`.
pub(crate) fn queue(max_count: usize, max_bytes: usize) -> (EventSender, Events) {
    let (sender, receiver) = mpsc::channel(max_count.max(1));
    let ledger = Arc::new(Ledger::default());
    (EventSender { sender, ledger: ledger.clone(), max_bytes }, Events { receiver, ledger })
}

impl Events {
    /// The next event; `None` when the monitor has closed and all events are read. Safe to cancel.
    pub async fn recv(&mut self) -> Option<Event> {
        let queued = self.receiver.recv().await?;
        Some(self.released(queued))
    }

    /// The next event if one is here already.
    pub fn try_recv(&mut self) -> Option<Event> {
        let queued = self.receiver.try_recv().ok()?;
        Some(self.released(queued))
    }

    /// How many events were dropped since this was last asked.
    #[must_use]
    pub fn take_lost(&self) -> u64 {
        self.ledger.lost.swap(0, Ordering::Relaxed)
    }

    fn released(&self, queued: Queued) -> Event {
        self.ledger.queued_bytes.fetch_sub(queued.bytes, Ordering::Relaxed);
        queued.event
    }
}

impl EventSender {
    /// Queues an event that came in a line of `bytes` bytes, or counts it as lost.
    pub(crate) fn send(&self, event: Event, bytes: usize) {
        let queued_bytes = self.ledger.queued_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        // One event alone is never too large: the line limit has bounded it.
        let fits = queued_bytes <= self.max_bytes || queued_bytes == bytes;
        if !fits || self.sender.try_send(Queued { event, bytes }).is_err() {
            self.ledger.queued_bytes.fetch_sub(bytes, Ordering::Relaxed);
            self.ledger.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str) -> Event {
        Event { name: name.to_owned(), data: Value::Null, seconds: 0, microseconds: 0 }
    }

    #[test]
    fn order_is_kept_and_overflow_counted() {
        let (sender, mut events) = queue(2, 100);
        for name in ["A", "B", "C", "D"] {
            sender.send(event(name), 1);
        }
        assert_eq!(events.take_lost(), 2);
        assert_eq!(events.take_lost(), 0);
        assert_eq!(events.try_recv().unwrap().name, "A");
        sender.send(event("E"), 1);
        assert_eq!(events.try_recv().unwrap().name, "B");
        assert_eq!(events.try_recv().unwrap().name, "E");
        assert_eq!(events.try_recv(), None);
    }

    #[test]
    fn bytes_are_bounded_too_and_given_back() {
        let (sender, mut events) = queue(100, 10);
        sender.send(event("large alone"), 50);
        sender.send(event("no room"), 1);
        assert_eq!(events.take_lost(), 1);
        assert_eq!(events.try_recv().unwrap().name, "large alone");
        sender.send(event("room again"), 10);
        assert_eq!(events.try_recv().unwrap().name, "room again");
    }

    #[tokio::test]
    async fn what_is_queued_outlives_the_sender() {
        let (sender, mut events) = queue(4, 100);
        sender.send(event("LAST"), 1);
        drop(sender);
        assert_eq!(events.recv().await.unwrap().name, "LAST");
        assert_eq!(events.recv().await, None);
    }
}
