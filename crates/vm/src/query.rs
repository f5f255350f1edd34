//! Questions to QEMU past the guest's queue: each with a deadline, and nobody else waits for the answer.

use std::sync::Arc;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use qmp::Monitor;
use serde_json::Value;

use crate::Definition;
use crate::guest::Guest;
use crate::owner::{monitor_error, not_running};

impl Guest {
    /// The live definition.
    ///
    /// # Errors
    /// 55 "domain is not running".
    pub(crate) fn live(&self) -> Result<Arc<Definition>> {
        let view = self.view();
        view.live.clone().filter(|_| view.is_active()).ok_or_else(not_running)
    }

    /// The monitor of a running guest.
    ///
    /// # Errors
    /// 55 "domain is not running"; 9 when its monitor does not answer (yet or any more).
    pub(crate) fn monitor(&self) -> Result<Arc<Monitor>> {
        self.live()?;
        self.process().monitor().ok_or_else(|| {
            Error::new(Code::OperationFailed, ErrorDomain::Qemu, "the monitor of the domain does not answer")
        })
    }

    /// Has QEMU do something that changes nothing about the guest that this daemon keeps.
    ///
    /// # Errors
    /// As [`Guest::query`].
    pub(crate) async fn command(&self, command: &str, arguments: Value) -> Result<Value> {
        self.query(command, arguments).await
    }

    /// Asks QEMU something.
    ///
    /// # Errors
    /// As [`Guest::monitor`]; what QEMU says; 68 when it does not answer in time.
    pub(crate) async fn query(&self, command: &str, arguments: Value) -> Result<Value> {
        let monitor = self.monitor()?;
        let deadline = self.surroundings().settings().monitor_timeout;
        monitor.execute(command, arguments, deadline).await.map_err(|e| monitor_error(command, &e))
    }
}
