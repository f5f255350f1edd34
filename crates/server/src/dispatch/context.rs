//! What work for a client has at hand, when it goes on beside the session.

use std::os::fd::OwnedFd;
use std::sync::Arc;

use engine::Engine;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use vm::Caller;

use crate::admission::Slot;
use crate::auto_destroy::AutoDestroy;
use crate::connection::Connection;

/// The surroundings of one call.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) engine: Engine,
    /// Who calls.
    pub(crate) caller: Caller,
    /// File descriptors that came with the call.
    pub(crate) fds: Vec<OwnedFd>,
    /// Guests that end with the client's connection.
    pub(crate) auto_destroy: AutoDestroy,
    /// Taken by calls with very long answers.
    bulky: Arc<Semaphore>,
    /// A client counts as connected for as long as its calls go on.
    _slot: Option<Arc<Slot>>,
}

impl Context {
    pub(crate) fn new(connection: &Connection, fds: Vec<OwnedFd>) -> Self {
        Self {
            engine: connection.engine().clone(),
            caller: connection.caller,
            fds,
            auto_destroy: connection.auto_destroy.clone(),
            bulky: Arc::clone(&connection.bulky),
            _slot: connection.slot(),
        }
    }

    /// Waits until no other long answer of this client is on its way.
    pub(super) async fn bulky_turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.bulky).acquire_owned().await.ok()
    }
}
