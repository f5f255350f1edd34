//! What a daemon sends unasked.

use bytes::Bytes;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use wire::xdr::decode;
use wire::{Event, WireError};

/// An event, not decoded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFrame {
    /// The program's number.
    pub program: u32,
    /// The event's number in it.
    pub procedure: i32,
    /// What it carries.
    pub payload: Bytes,
}

impl EventFrame {
    /// Whether it is of that kind.
    pub fn is<E: Event>(&self) -> bool {
        (self.program, self.procedure) == (E::PROGRAM.id(), E::NUMBER)
    }

    /// What it carries, when it is of that kind.
    ///
    /// # Errors
    /// When the payload is none of that kind.
    pub fn read<E: Event>(&self) -> Option<Result<E::Body, WireError>> {
        self.is::<E>().then(|| decode(&self.payload))
    }
}

/// What comes to a listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming<T> {
    /// An event.
    Event(T),
    /// So many were not read in time and are lost: what they would have told has to be asked for.
    Missed(u64),
}

/// All events of a connection, from the moment this was made.
#[derive(Debug)]
pub struct Events(Option<broadcast::Receiver<EventFrame>>);

impl Events {
    pub(crate) fn new(receiver: Option<broadcast::Receiver<EventFrame>>) -> Self {
        Self(receiver)
    }

    /// The next one; `None` when the connection has ended. May be dropped and called again.
    pub async fn next(&mut self) -> Option<Incoming<EventFrame>> {
        match self.0.as_mut()?.recv().await {
            Ok(frame) => Some(Incoming::Event(frame)),
            Err(RecvError::Lagged(count)) => Some(Incoming::Missed(count)),
            Err(RecvError::Closed) => None,
        }
    }
}
