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

#[cfg(test)]
mod tests {
    use super::*;
    use vm::{Lifecycle, Subject};
    use wire::Event;
    use wire::frame::{Frame, FrameDecoder, MessageType};
    use wire::qemu::event::DomainMonitorEvent;
    use wire::remote::event::*;
    use wire::remote::{DomainEventCallbackLifecycleMsg, DomainEventLifecycleMsg};
    use wire::xdr::decode;

    fn registered(all: Vec<(i32, Wanted, Option<u8>)>) -> Callbacks {
        let callback = |(number, wanted, guest): (i32, Wanted, Option<u8>)| Callback {
            number,
            wanted,
            guest: guest.map(|byte| Uuid::from_bytes([byte; 16])),
        };
        Callbacks { registered: all.into_iter().map(callback).collect(), events: None }
    }

    fn told(callbacks: &Callbacks, guest: u8, kind: EventKind) -> Vec<Frame> {
        let domain = Subject { name: "g".into(), uuid: Uuid::from_bytes([guest; 16]), id: 3 };
        let mut out = Vec::new();
        callbacks.tell(&DomainEvent { domain, kind }, &mut out);
        let mut decoder = FrameDecoder::new();
        decoder.extend(&out);
        std::iter::from_fn(|| decoder.next_frame().unwrap()).collect()
    }

    fn numbers(frames: &[Frame]) -> Vec<i32> {
        frames.iter().map(|frame| frame.header.procedure).collect()
    }

    #[test]
    fn every_registration_that_matches_gets_a_message_of_its_own() {
        let callbacks = registered(vec![
            (4, Wanted::Event(0), None),
            (5, Wanted::Event(0), Some(1)),
            (6, Wanted::Event(0), Some(2)),
            (7, Wanted::Event(1), None),
            (8, Wanted::Legacy(0), None),
        ]);
        let frames = told(&callbacks, 1, EventKind::Lifecycle(Lifecycle::StoppedDestroyed));
        let (new, old) = (DomainEventCallbackLifecycle::NUMBER, DomainEventLifecycle::NUMBER);
        assert_eq!(numbers(&frames), [new, new, old]);
        assert!(
            frames.iter().all(|frame| (frame.header.kind, frame.header.serial) == (MessageType::Message, 1))
        );
        let body: DomainEventCallbackLifecycleMsg = decode(&frames[1].payload).unwrap();
        assert_eq!((body.callback_id, body.msg.event, body.msg.detail, body.msg.dom.id), (5, 5, 1, 3));
        let body: DomainEventLifecycleMsg = decode(&frames[2].payload).unwrap();
        assert_eq!((body.event, body.detail, body.dom.name.as_str()), (5, 1, "g"));
    }

    #[test]
    fn an_io_error_is_told_with_and_without_its_reason() {
        let callbacks = registered(vec![(1, Wanted::Event(4), None), (2, Wanted::Event(6), None)]);
        let kind = EventKind::IoError {
            source_path: "/d".into(),
            device_alias: "virtio-disk0".into(),
            action: 1,
            reason: "enospc".into(),
        };
        let expected = [DomainEventCallbackIoError::NUMBER, DomainEventCallbackIoErrorReason::NUMBER];
        assert_eq!(numbers(&told(&callbacks, 1, kind)), expected);
    }

    #[test]
    fn monitor_events_reach_only_patterns() {
        let pattern = MonitorPattern::new(Some("STOP".into()), 0).unwrap();
        let callbacks = registered(vec![(1, Wanted::Event(0), None), (2, Wanted::Monitor(pattern), None)]);
        let kind = |name: &str| EventKind::Monitor {
            event: name.into(),
            seconds: 1,
            microseconds: 2,
            details: Some("{}".into()),
        };
        assert_eq!(numbers(&told(&callbacks, 1, kind("STOP"))), [DomainMonitorEvent::NUMBER]);
        assert!(told(&callbacks, 1, kind("RESUME")).is_empty());
        assert!(told(&callbacks, 1, EventKind::Reboot).is_empty());
    }

    #[test]
    fn every_event_has_a_form_for_each_of_its_ids() {
        let text = String::new;
        let kinds = [
            EventKind::Reboot,
            EventKind::RtcChange { offset: 1 },
            EventKind::Watchdog { action: 1 },
            EventKind::Graphics {
                phase: 0,
                local: Default::default(),
                remote: Default::default(),
                auth_scheme: text(),
                subject: vec![(text(), text())],
            },
            EventKind::ControlError,
            EventKind::TrayChange { device_alias: text(), reason: 0 },
            EventKind::PmWakeup,
            EventKind::PmSuspend,
            EventKind::BalloonChange { actual_kib: 1 },
            EventKind::PmSuspendDisk,
            EventKind::DeviceRemoved { device_alias: text() },
            EventKind::AgentLifecycle { state: 1, reason: 1 },
            EventKind::DeviceAdded { device_alias: text() },
            EventKind::DeviceRemovalFailed { device_alias: text() },
            EventKind::MetadataChange { kind: 0, namespace: None },
            EventKind::MemoryFailure { recipient: 0, action: 0, flags: 0 },
        ];
        for kind in kinds {
            let id = kind.ids()[0];
            let callbacks = registered(vec![(1, Wanted::Event(id), None), (2, Wanted::Legacy(id), None)]);
            let frames = numbers(&told(&callbacks, 1, kind.clone()));
            let old = event_frame::legacy_number(id);
            assert_eq!(frames.len(), if old.is_some() { 2 } else { 1 }, "{kind:?}");
            assert_eq!(frames.get(1).copied(), old, "{kind:?}");
        }
    }
}
