//! Events from the guests to whoever listens, without anybody waiting for anybody.
//!
//! Each subscriber has a bounded queue of its own. One that does not read is marked as cut off when its
//! queue is full, and gets nothing more; the others notice nothing.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use tokio::sync::mpsc;
use vm::DomainEvent;

/// The way from all guests to all subscribers.
#[derive(Debug, Clone, Default)]
pub struct Bus {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    subscribers: RwLock<Vec<Subscriber>>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Subscriber {
    number: u64,
    queue: mpsc::Sender<Arc<DomainEvent>>,
    overflowed: Arc<AtomicBool>,
}

/// One subscriber's end. Dropping it ends the subscription.
#[derive(Debug)]
pub struct Subscription {
    number: u64,
    queue: mpsc::Receiver<Arc<DomainEvent>>,
    overflowed: Arc<AtomicBool>,
    bus: Bus,
}

impl Bus {
    /// Tells every subscriber; never waits.
    pub fn publish(&self, event: DomainEvent) {
        let event = Arc::new(event);
        let subscribers = self.inner.subscribers.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        for subscriber in subscribers.iter() {
            if subscriber.overflowed.load(Ordering::Relaxed) {
                continue;
            }
            if let Err(mpsc::error::TrySendError::Full(_)) = subscriber.queue.try_send(Arc::clone(&event)) {
                subscriber.overflowed.store(true, Ordering::Release);
            }
        }
    }

    /// A new subscriber that keeps at most `capacity` events it has not read.
    pub fn subscribe(&self, capacity: usize) -> Subscription {
        let (sender, queue) = mpsc::channel(capacity.max(1));
        let number = self.inner.next.fetch_add(1, Ordering::Relaxed);
        let overflowed = Arc::new(AtomicBool::new(false));
        let subscriber = Subscriber { number, queue: sender, overflowed: Arc::clone(&overflowed) };
        self.inner.subscribers.write().unwrap_or_else(|poisoned| poisoned.into_inner()).push(subscriber);
        Subscription { number, queue, overflowed, bus: self.clone() }
    }
}

impl Subscription {
    /// The next event; `None` when this subscriber was too slow and was cut off.
    pub async fn next(&mut self) -> Option<Arc<DomainEvent>> {
        if self.overflowed.load(Ordering::Acquire) {
            return None;
        }
        self.queue.recv().await
    }

    /// The next event if one is there already.
    pub fn try_next(&mut self) -> Option<Arc<DomainEvent>> {
        self.queue.try_recv().ok()
    }

    /// Whether this subscriber was too slow and was cut off.
    pub fn is_cut_off(&self) -> bool {
        self.overflowed.load(Ordering::Acquire)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut subscribers =
            self.bus.inner.subscribers.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        subscribers.retain(|subscriber| subscriber.number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vm::{EventKind, Subject};

    fn event(id: i32) -> DomainEvent {
        let domain = Subject { name: "g".into(), uuid: model::Uuid::from_bytes([1; 16]), id };
        DomainEvent { domain, kind: EventKind::Reboot }
    }

    #[tokio::test]
    async fn a_slow_subscriber_is_cut_off_and_the_others_get_everything_in_order() {
        let bus = Bus::default();
        let mut slow = bus.subscribe(2);
        let mut good = bus.subscribe(10);
        for id in 0..5 {
            bus.publish(event(id));
        }
        assert!(slow.is_cut_off());
        assert_eq!(slow.next().await, None);
        for id in 0..5 {
            assert_eq!(good.next().await.map(|e| e.domain.id), Some(id));
        }
        drop(slow);
        assert_eq!(bus.inner.subscribers.read().unwrap().len(), 1);
    }
}
