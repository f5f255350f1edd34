//! A server: what all its connections share, and how they are taken in.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use engine::Engine;
use tokio::net::UnixStream;

use crate::admission::Admission;
use crate::connection::Connection;
use crate::dispatch::Table;
use crate::finding_frame;
use crate::limits::Limits;
use crate::listener::{Access, Listener};
use crate::session::Session;
use crate::transport::Transport;

/// The daemon's face to libvirt's clients. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

/// What all connections of a server share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) engine: Engine,
    pub(crate) table: Table,
    pub(crate) limits: Limits,
    pub(crate) admission: Admission,
    next_callback: AtomicI32,
}

impl Shared {
    /// A number for an event registration that no other connection has (libvirt counts the same way).
    pub(crate) fn next_callback(&self) -> i32 {
        // Wraps to 0 long before it would turn negative for a client.
        self.next_callback.fetch_add(1, Ordering::Relaxed) & i32::MAX
    }
}

impl Server {
    /// A server for the guests of `engine`.
    pub fn new(engine: Engine, limits: Limits) -> Self {
        Self::with_table(engine, limits, Table::new())
    }

    /// A server that answers as `table` says.
    pub(crate) fn with_table(engine: Engine, limits: Limits, table: Table) -> Self {
        let admission = Admission::new(limits.max_clients, limits.max_unopened);
        let shared = Shared { engine, table, limits, admission, next_callback: AtomicI32::default() };
        Self { shared: Arc::new(shared) }
    }

    /// Takes in whoever connects to `listener`, for as long as it is polled. Nothing that a client does
    /// ends it or holds it up.
    pub async fn serve(&self, listener: Listener, access: Access) {
        loop {
            match listener.accept().await {
                Ok(socket) => self.take_in(socket, access),
                Err(problem) => {
                    problem.log();
                    if problem.is_shortage() {
                        self.shared.admission.evict();
                    }
                    tokio::time::sleep(problem.pause()).await;
                }
            }
        }
    }

    /// Writes out what is found of guests as it changes, so that no list has to; until the engine is gone.
    pub fn write_pages(&self) -> impl Future<Output = ()> + Send + use<> {
        self.shared.engine.write_pages(finding_frame::whole)
    }

    /// Serves one connected socket in a task of its own.
    pub fn take_in(&self, socket: UnixStream, access: Access) {
        let transport = Transport::new(socket);
        let caller = match transport.peer() {
            Ok(caller) => caller,
            Err(e) => return tracing::warn!("cannot tell who has connected: {e}"),
        };
        let place = self.shared.admission.enter();
        let number = place.number();
        let connection = Connection::new(Arc::clone(&self.shared), caller, access, place);
        let task = tokio::spawn(Session::new(transport, connection).run());
        self.shared.admission.started(number, task.abort_handle());
    }
}
