//! The events of guests that one registration asks for.

use wire::remote::{
    ConnectDomainEventCallbackDeregisterAnyArgs, ConnectDomainEventCallbackRegisterAnyArgs, Domain,
};
use wire::xdr::decode;
use wire::{Event, Program, WireError};

use crate::{Connection, EventFrame, Events, Incoming, Result};

/// One event of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainEvent(EventFrame);

impl DomainEvent {
    /// What it carries, when it is of that kind.
    ///
    /// # Errors
    /// When the payload is none of that kind.
    pub fn read<E: Event>(&self) -> Option<std::result::Result<E::Body, WireError>> {
        self.0.read::<E>()
    }
}

/// The events of one registration.
#[derive(Debug)]
pub struct DomainEvents {
    connection: Connection,
    events: Events,
    callback: i32,
}

impl Connection {
    /// Asks for the events of one kind (`virDomainEventID`), of one guest or of all.
    ///
    /// # Errors
    /// As [`Connection::call`]; a daemon without event callbacks (before libvirt 1.3) does not support it.
    pub async fn domain_events(&self, event_id: i32, dom: Option<Domain>) -> Result<DomainEvents> {
        // Listens first: the first event may come right behind the answer.
        let events = self.events();
        let args = ConnectDomainEventCallbackRegisterAnyArgs { event_id, dom };
        let callback = self.connect_domain_event_callback_register_any(&args).await?.callback_id;
        Ok(DomainEvents { connection: self.clone(), events, callback })
    }
}

impl DomainEvents {
    /// The next one; `None` when the connection has ended.
    pub async fn next(&mut self) -> Option<Incoming<DomainEvent>> {
        loop {
            match self.events.next().await? {
                Incoming::Event(frame) => {
                    let ours = frame.program == Program::Remote.id()
                        && decode::<i32>(&frame.payload) == Ok(self.callback);
                    if ours {
                        return Some(Incoming::Event(DomainEvent(frame)));
                    }
                }
                Incoming::Missed(count) => return Some(Incoming::Missed(count)),
            }
        }
    }

    /// Gives the registration back.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn stop(self) -> Result<()> {
        let args = ConnectDomainEventCallbackDeregisterAnyArgs { callback_id: self.callback };
        self.connection.connect_domain_event_callback_deregister_any(&args).await
    }
}
