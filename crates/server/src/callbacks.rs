//! What one client wants to be told: its event registrations.
//!
//! Each registration is one event id, or one pattern of monitor events, and perhaps one guest. Two that match
//! make two messages. The numbers of registrations are the daemon's, so no two clients share one.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use engine::{Engine, Subscription};
use errors::{Code, Domain, Error, Result};
use model::Uuid;
use vm::{DomainEvent, EventKind};

use crate::event_frame;
use crate::monitor_pattern::MonitorPattern;

/// Registrations that one client may have.
const REGISTRATIONS_MAX: usize = 65_536;

/// One client's registrations, and the events that wait for it.
#[derive(Debug, Default)]
pub(crate) struct Callbacks {
    registered: Vec<Callback>,
    /// There only while something is registered.
    events: Option<Subscription>,
}

#[derive(Debug)]
struct Callback {
    number: i32,
    wanted: Wanted,
    guest: Option<Uuid>,
}

/// What a registration is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// An event id (`virDomainEventID`), told with the registration's number.
    Event(i32),
    /// An event id, told in the way of old clients: one registration for each id, without numbers.
    Legacy(i32),
    /// QEMU's own events.
    Monitor(MonitorPattern),
}

impl Callbacks {
    /// Registers for `wanted`, of all guests or of one; `number` is what the client will know it by.
    ///
    /// # Errors
    /// The client has registered the same already, or has too many registrations.
    pub(crate) fn register(
        &mut self,
        engine: &Engine,
        pending: usize,
        number: i32,
        wanted: Wanted,
        guest: Option<Uuid>,
    ) -> Result<i32> {
        if self.registered.iter().any(|other| other.guest == guest && other.wanted == wanted) {
            return Err(Error::new(Code::InvalidArg, Domain::None, "event callback already tracked"));
        }
        if self.registered.len() >= REGISTRATIONS_MAX {
            return Err(Error::new(Code::OperationFailed, Domain::Rpc, "too many event registrations"));
        }
        self.events.get_or_insert_with(|| engine.subscribe(pending));
        self.registered.push(Callback { number, wanted, guest });
        Ok(number)
    }

    /// Forgets the registration that `which` finds. Whether there was one.
    pub(crate) fn deregister(&mut self, which: impl Fn(i32, &Wanted) -> bool) -> bool {
        let found = self.registered.iter().position(|callback| which(callback.number, &callback.wanted));
        if let Some(at) = found {
            self.registered.remove(at);
        }
        if self.registered.is_empty() {
            self.events = None;
        }
        found.is_some()
    }

    /// The next event that somebody may have registered for; `None` when the client was too slow to get them
    /// all.
    pub(crate) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Arc<DomainEvent>>> {
        match &mut self.events {
            Some(events) => pin!(events.next()).poll(cx),
            None => Poll::Pending,
        }
    }

    /// Writes a message for every registration that the event matches.
    pub(crate) fn tell(&self, event: &DomainEvent, out: &mut Vec<u8>) {
        let guest = event.domain.uuid;
        for callback in
            self.registered.iter().filter(|callback| callback.guest.is_none_or(|wanted| wanted == guest))
        {
            let written = match &callback.wanted {
                Wanted::Event(id) if event.kind.ids().contains(id) => {
                    event_frame::write(out, callback.number, *id, event)
                }
                Wanted::Legacy(id) if event.kind.ids().contains(id) => {
                    event_frame::write_legacy(out, *id, event)
                }
                Wanted::Monitor(pattern) => match &event.kind {
                    EventKind::Monitor { event: name, .. } if pattern.matches(name) => {
                        event_frame::write_monitor(out, callback.number, event)
                    }
                    _ => continue,
                },
                _ => continue,
            };
            if let Err(e) = written {
                tracing::warn!(guest = %guest, "an event cannot be sent: {e}");
            }
        }
    }
}
