//! What is known of one client's connection: who it is, whether it has opened, what it may do, and what it
//! wants to be told. Handlers see this; the session keeps the bytes to itself.

use std::sync::Arc;

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use model::Uuid;
use tokio::sync::Semaphore;
use vm::Caller;

use crate::admission::{Slot, Waiting};
use crate::auto_destroy::AutoDestroy;
use crate::callbacks::{Callbacks, Wanted};
use crate::finding_feed::FindingFeed;
use crate::listener::Access;
use crate::server::Shared;

/// One client's connection.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) shared: Arc<Shared>,
    pub(crate) caller: Caller,
    /// It came in on the read-only socket or asked for it at opening; never undone.
    pub(crate) read_only: bool,
    /// It has asked whether keepalive is spoken here, so it may be pinged.
    pub(crate) speaks_keepalive: bool,
    /// It has said goodbye: what is in the outbox is sent, and no more is read.
    pub(crate) closing: bool,
    pub(crate) callbacks: Callbacks,
    /// What it follows of the findings.
    pub(crate) findings: FindingFeed,
    /// Guests that end with it.
    pub(crate) auto_destroy: AutoDestroy,
    /// One permit: the turn of calls with very long answers.
    pub(crate) bulky: Arc<Semaphore>,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    Unopened(Waiting),
    Opened {
        slot: Arc<Slot>,
        uri: Arc<str>,
    },
    /// The client has left.
    Closed,
}

impl Connection {
    pub(crate) fn new(shared: Arc<Shared>, caller: Caller, access: Access, place: Waiting) -> Self {
        let caller = Caller { connection: place.number(), ..caller };
        Self {
            shared,
            caller,
            read_only: access == Access::ReadOnly,
            speaks_keepalive: false,
            closing: false,
            callbacks: Callbacks::default(),
            findings: FindingFeed::default(),
            auto_destroy: AutoDestroy::default(),
            bulky: Arc::new(Semaphore::new(1)),
            phase: Phase::Unopened(place),
        }
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.shared.engine
    }

    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Opened { .. })
    }

    /// The client's slot, to be held by calls that go on when the client has left.
    pub(crate) fn slot(&self) -> Option<Arc<Slot>> {
        match &self.phase {
            Phase::Opened { slot, .. } => Some(Arc::clone(slot)),
            _ => None,
        }
    }

    /// The URI that it has opened.
    pub(crate) fn uri(&self) -> Option<&Arc<str>> {
        match &self.phase {
            Phase::Opened { uri, .. } => Some(uri),
            _ => None,
        }
    }

    /// Opens it for `uri`.
    ///
    /// # Errors
    /// It is open already, or all client slots are taken.
    pub(crate) fn open(&mut self, uri: Arc<str>) -> Result<()> {
        let Phase::Unopened(place) = &self.phase else {
            return Err(Error::new(Code::InternalError, Domain::Rpc, "connection already open"));
        };
        let slot = Arc::new(place.open()?);
        self.phase = Phase::Opened { slot, uri };
        Ok(())
    }
}

/// Registrations for events.
impl Connection {
    /// Registers for `wanted`, of all guests or of one. The number that the client will know it by.
    ///
    /// # Errors
    /// It has registered the same already.
    pub(crate) fn register(&mut self, wanted: Wanted, guest: Option<Uuid>) -> Result<i32> {
        let shared = &self.shared;
        let number = shared.next_callback();
        self.callbacks.register(&shared.engine, shared.limits.max_pending_events, number, wanted, guest)
    }

    /// The client has gone: what was tied to it goes too.
    pub(crate) fn leave(&mut self) {
        self.callbacks = Callbacks::default();
        self.findings = FindingFeed::default();
        self.auto_destroy.end_all();
        self.phase = Phase::Closed;
    }
}
