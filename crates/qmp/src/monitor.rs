//! The handle to a QEMU's monitor.

use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::UnixStream;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tokio::time::timeout;

use crate::descriptors::MAX_DESCRIPTORS;
use crate::error::QmpError;
use crate::events::{self, Events};
use crate::message::Greeting;
use crate::raw::{self, ReplyId};
use crate::schedule::Manner;
use crate::transcript::Recorder;
use crate::transport::{Answer, Link, command_line};

/// How many calls may be under way on one monitor; further ones wait, within their deadline.
const MAX_CALLS: usize = 256;

/// How a monitor is spoken to.
#[derive(Clone, Debug)]
pub struct MonitorOptions {
    /// How long QEMU may take to greet and to agree on capabilities. A QEMU that is just being started greets
    /// only when its machine has been made, so this may have to be long.
    pub greeting_deadline: Duration,
    /// The longest line that QEMU may send, in bytes. `query-qmp-schema` is about 200 KiB, and a guest with
    /// thousands of block nodes answers with some MiB.
    pub max_line: usize,
    /// How many events are kept for a consumer who does not read.
    pub max_events: usize,
    /// How many bytes of events are kept for a consumer who does not read.
    pub max_event_bytes: usize,
    /// Whether to enable out-of-band commands when QEMU offers them.
    pub out_of_band: bool,
    /// Where to write the conversation down.
    pub recorder: Option<Recorder>,
}

impl Default for MonitorOptions {
    fn default() -> Self {
        Self {
            greeting_deadline: Duration::from_secs(30),
            max_line: 64 << 20,
            max_events: 4096,
            max_event_bytes: 16 << 20,
            out_of_band: true,
            recorder: None,
        }
    }
}

/// A monitor of a running QEMU. Clones are handles to the same connection, which closes with the last of them.
///
/// Any number of calls may be made at once; their answers are matched by id. A call that is dropped, or whose
/// deadline passes, before its command was sent takes the command back; after that QEMU carries it out, and
/// its late answer is passed over.
#[derive(Clone, Debug)]
pub struct Monitor {
    connection: Arc<Connection>,
}

#[derive(Debug)]
struct Connection {
    link: Arc<Link>,
    calls: Semaphore,
    tasks: [AbortHandle; 2],
    greeting: Greeting,
    out_of_band: bool,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.link.end(&QmpError::Closed);
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Monitor {
    /// Awaits the greeting on a connected socket and agrees on capabilities; commands can be given then.
    /// Must be called within a tokio runtime, which then reads and writes the socket.
    ///
    /// # Errors
    /// `Deadline` when that takes too long; `Closed`; `Protocol` when the peer is no QEMU.
    pub async fn connect(stream: UnixStream, options: MonitorOptions) -> Result<(Self, Events), QmpError> {
        let deadline = options.greeting_deadline;
        match timeout(deadline, Self::negotiate(stream, options)).await {
            Ok(result) => result,
            Err(_) => Err(QmpError::Deadline),
        }
    }

    async fn negotiate(stream: UnixStream, options: MonitorOptions) -> Result<(Self, Events), QmpError> {
        let (sender, events) = events::queue(options.max_events, options.max_event_bytes);
        let (link, greeted) = Link::new(stream, sender, options.recorder);
        let link = Arc::new(link);
        let (reader, writer) = (link.clone(), link.clone());
        let reader = tokio::spawn(async move { reader.end(&reader.read(options.max_line).await) });
        let writer = tokio::spawn(async move { writer.end(&writer.write().await) });
        let tasks = [reader.abort_handle(), writer.abort_handle()];
        // From here on, leaving this function by any way closes the connection.
        let calls = Semaphore::new(MAX_CALLS);
        let greeting = Greeting::default();
        let mut connection = Connection { link, calls, tasks, greeting, out_of_band: false };

        let greeting = greeted.await.map_err(|_| connection.link.ended().unwrap_or(QmpError::Closed))?;
        let offered = greeting.capabilities.iter().any(|name| name == "oob");
        connection.out_of_band = options.out_of_band && offered;
        connection.greeting = greeting;
        let arguments = if connection.out_of_band { json!({"enable": ["oob"]}) } else { Value::Null };
        connection.ask("execute", "qmp_capabilities", arguments, Manner::default(), Vec::new()).await?;
        Ok((Self { connection: Arc::new(connection) }, events))
    }

    /// What QEMU said of itself.
    #[must_use]
    pub fn greeting(&self) -> &Greeting {
        &self.connection.greeting
    }

    /// Whether out-of-band commands can be given.
    #[must_use]
    pub fn out_of_band(&self) -> bool {
        self.connection.out_of_band
    }

    /// Carries out a command and returns the value of `return`. `arguments` is an object, or null for none.
    ///
    /// # Errors
    /// `Command` when QEMU refuses; `Deadline`; those of a lost connection.
    pub async fn execute(
        &self,
        command: &str,
        arguments: Value,
        deadline: Duration,
    ) -> Result<Value, QmpError> {
        self.call("execute", command, arguments, Manner::default(), Vec::new(), deadline).await
    }

    /// The same out-of-band: overtakes what is queued, and is answered though QEMU's main loop is busy. Only
    /// commands that QEMU marks `allow-oob` (such as `yank`, `migrate-recover`) are taken.
    ///
    /// # Errors
    /// As [`Monitor::execute`]; `Command` too when out-of-band commands could not be enabled.
    pub async fn execute_oob(
        &self,
        command: &str,
        arguments: Value,
        deadline: Duration,
    ) -> Result<Value, QmpError> {
        // Without the capability the command queues like all others; QEMU then says what it thinks of it.
        let manner = Manner { urgent: self.out_of_band(), ..Manner::default() };
        self.call("exec-oob", command, arguments, manner, Vec::new(), deadline).await
    }

    /// The same with file descriptors handed over for the command to pick up (`getfd`, `add-fd`).
    ///
    /// # Errors
    /// As [`Monitor::execute`]; `Protocol` for more descriptors than one message carries (16).
    pub async fn execute_with_fd(
        &self,
        command: &str,
        arguments: Value,
        descriptors: Vec<OwnedFd>,
        deadline: Duration,
    ) -> Result<Value, QmpError> {
        let manner = Manner { with_descriptors: carries(&descriptors)?, ..Manner::default() };
        self.call("execute", command, arguments, manner, descriptors, deadline).await
    }

    /// Passes on a whole command as somebody wrote it, with descriptors for it to pick up, and returns the whole reply as libvirt shows it; an
    /// error of QEMU's is such a reply too. See [`raw`] for what happens to ids.
    ///
    /// # Errors
    /// `Malformed` and `IdTaken` before anything is sent; as [`Monitor::execute_with_fd`]; `Deadline`; those of a lost connection.
    pub async fn execute_raw(
        &self,
        text: &str,
        descriptors: Vec<OwnedFd>,
        deadline: Duration,
    ) -> Result<String, QmpError> {
        // Understood twice: here without number, to know how to send it, and later with it.
        let draft = raw::command(text, "")?;
        let manner = Manner {
            urgent: draft.urgent && self.out_of_band(),
            with_descriptors: carries(&descriptors)?,
            anonymous: draft.reply_id == ReplyId::Anonymous,
        };
        let connection = &self.connection;
        let asking = async {
            let _call = connection.calls.acquire().await.map_err(|_| QmpError::Closed)?;
            let line_of = |id: &str| raw::command(text, id).map(|command| command.line);
            connection.link.ask(manner, descriptors, line_of).await
        };
        let answer = timeout(deadline, asking).await.unwrap_or(Err(QmpError::Deadline))?;
        Ok(raw::reply(&answer.line, &draft.reply_id))
    }

    /// Waits for the end of the connection and says why it ended.
    pub async fn closed(&self) -> QmpError {
        self.connection.link.wait_ended().await
    }

    /// Whether the connection has ended.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.connection.link.ended().is_some()
    }

    /// Ends the connection now; calls under way end with `Closed`.
    pub fn close(&self) {
        self.connection.link.end(&QmpError::Closed);
    }

    async fn call(
        &self,
        verb: &str,
        command: &str,
        arguments: Value,
        manner: Manner,
        descriptors: Vec<OwnedFd>,
        deadline: Duration,
    ) -> Result<Value, QmpError> {
        let asking = self.connection.ask(verb, command, arguments, manner, descriptors);
        timeout(deadline, asking).await.unwrap_or(Err(QmpError::Deadline))
    }
}

/// Whether there are descriptors.
///
/// # Errors
/// There are more than one message carries.
fn carries(descriptors: &[OwnedFd]) -> Result<bool, QmpError> {
    if descriptors.len() > MAX_DESCRIPTORS {
        return Err(QmpError::Protocol("too many descriptors for one command".to_owned()));
    }
    Ok(!descriptors.is_empty())
}

impl Connection {
    async fn ask(
        &self,
        verb: &str,
        command: &str,
        arguments: Value,
        manner: Manner,
        descriptors: Vec<OwnedFd>,
    ) -> Result<Value, QmpError> {
        // Out-of-band calls are for when all others are stuck: they need no place among them.
        let _call = match manner.urgent {
            true => None,
            false => Some(self.calls.acquire().await.map_err(|_| QmpError::Closed)?),
        };
        let line_of = |id: &str| Ok(command_line(verb, command, arguments, id));
        let Answer { outcome, .. } = self.link.ask(manner, descriptors, line_of).await?;
        outcome.map_err(|failure| QmpError::Command { class: failure.class, desc: failure.desc })
    }
}

#[cfg(test)]
mod real_qemu;
#[cfg(test)]
mod tests;
