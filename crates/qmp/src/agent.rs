//! The client of a guest agent (qemu-ga) over the socket of its channel.
//!
//! The other end belongs to the guest: it may be absent, late, of yesterday's mood, or hostile. So every
//! command begins with `guest-sync-delimited`: the agent answers it with a byte 0xFF and our number, and
//! whatever it said before that (answers to commands that somebody gave up on) is thrown away. Nothing is read
//! between commands; a guest that chatters fills its own channel and nothing of ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::UnixStream;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::line::LineBuffer;
use crate::message::{self, Message};
use crate::raw;

/// The byte that no JSON text holds: makes the agent forget half a command, and us all its old answers.
const MARK: u8 = 0xff;

/// How much is read at a time, at least, in bytes.
const READ_SIZE: usize = 16 * 1024;

/// Why a guest agent did not do as asked. The two silences differ for the caller: after `NotResponding` the
/// command was never sent; after `Timeout` the guest may have carried it out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgentError {
    /// No answer to the handshake: no agent is running, or it is stuck.
    #[error("the guest agent is not responding")]
    NotResponding,
    /// No answer to the command itself.
    #[error("the guest agent did not answer the command in time")]
    Timeout,
    /// The agent answered the handshake with another number than ours.
    #[error("the guest agent replied with a wrong id to the handshake")]
    WrongId,
    /// The agent answered with an error.
    #[error("{class}: {desc}")]
    Command {
        /// The agent's class, such as `GenericError` or `CommandNotFound`.
        class: String,
        /// The agent's sentence for people.
        desc: String,
    },
    /// The channel has been closed by QEMU.
    #[error("the guest agent's channel is closed")]
    Closed,
    /// The agent said something that is no answer. The next command's handshake puts that right.
    #[error("unexpected data from the guest agent: {0}")]
    Protocol(String),
    /// The text of a raw command is not JSON; nothing was sent. As [`crate::QmpError::Malformed`].
    #[error("failed to parse JSON: {0}")]
    Malformed(&'static str),
}

/// How an agent is spoken to.
#[derive(Clone, Copy, Debug)]
pub struct AgentOptions {
    /// How long the agent may take for the handshake (libvirt: 5 seconds).
    pub sync_deadline: Duration,
    /// The longest line that the agent may send, in bytes. The largest honest one is `guest-file-read`'s, whose
    /// 48 MiB become 64 MiB in base64.
    pub max_line: usize,
}

impl Default for AgentOptions {
    fn default() -> Self {
        Self { sync_deadline: Duration::from_secs(5), max_line: 16 << 20 }
    }
}

/// How long to wait for the answer to a command, once the handshake has been made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Until it comes, or the channel closes.
    Forever,
    /// This long.
    For(Duration),
}

/// A guest agent's channel. Clones share it; commands go one at a time, in the order of their callers.
#[derive(Clone, Debug)]
pub struct Agent {
    channel: Arc<Mutex<Channel>>,
    /// Beside the channel, so that it can be changed while a command holds that.
    sync_milliseconds: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Channel {
    stream: UnixStream,
    buffer: LineBuffer,
    last_sync: u64,
}

impl Agent {
    /// The agent behind a connected socket. Says nothing to it yet.
    #[must_use]
    pub fn new(stream: UnixStream, options: AgentOptions) -> Self {
        // Numbers that an earlier life of the daemon has not used, so that its answers are known as stale.
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let last_sync = now.as_secs().wrapping_mul(1000) & 0x7fff_ffff;
        let buffer = LineBuffer::new(options.max_line);
        let channel = Arc::new(Mutex::new(Channel { stream, buffer, last_sync }));
        let agent = Self { channel, sync_milliseconds: Arc::default() };
        agent.set_sync_deadline(options.sync_deadline);
        agent
    }

    /// Changes how long the agent may take for a handshake, from the next one on.
    pub fn set_sync_deadline(&self, deadline: Duration) {
        let milliseconds = u64::try_from(deadline.as_millis()).unwrap_or(u64::MAX);
        self.sync_milliseconds.store(milliseconds, Ordering::Relaxed);
    }

    /// Carries out a command and returns the value of `return`. `arguments` is an object, or null for none.
    ///
    /// # Errors
    /// See [`AgentError`].
    pub async fn execute(&self, command: &str, arguments: Value, wait: Wait) -> Result<Value, AgentError> {
        let mut request = json!({"execute": command});
        if !arguments.is_null() {
            request["arguments"] = arguments;
        }
        let (value, _) = self.ask(&request, wait).await?;
        Ok(value)
    }

    /// Passes on a whole command as somebody wrote it (`virsh qemu-agent-command`), and returns the whole
    /// reply, compacted.
    ///
    /// # Errors
    /// See [`AgentError`]; the agent's own errors are errors here, as libvirt has it.
    pub async fn execute_raw(&self, text: &str, wait: Wait) -> Result<String, AgentError> {
        let request: Value =
            serde_json::from_str(text).map_err(|error| match raw::malformed(&error, text) {
                crate::QmpError::Malformed(reason) => AgentError::Malformed(reason),
                other => AgentError::Protocol(other.to_string()),
            })?;
        let (_, line) = self.ask(&request, wait).await?;
        Ok(raw::compact(&line))
    }

    async fn ask(&self, request: &Value, wait: Wait) -> Result<(Value, Bytes), AgentError> {
        // A command that waits forever must not make the next caller do so: that one's handshake would not be
        // answered either, so it is told what the handshake would have told.
        let patience = match wait {
            Wait::Forever => None,
            Wait::For(duration) => Some(duration),
        };
        let locking = self.channel.lock();
        let mut channel = match patience {
            None => locking.await,
            Some(patience) => timeout(patience, locking).await.map_err(|_| AgentError::NotResponding)?,
        };
        channel.sync(Duration::from_millis(self.sync_milliseconds.load(Ordering::Relaxed))).await?;
        let answering = channel.command(request);
        match patience {
            None => answering.await,
            Some(patience) => timeout(patience, answering).await.unwrap_or(Err(AgentError::Timeout)),
        }
    }
}

impl Channel {
    /// Makes sure that the agent listens, and that the next line it says answers the next command.
    async fn sync(&mut self, deadline: Duration) -> Result<(), AgentError> {
        self.last_sync += 1;
        let mut wrong_id = false;
        match timeout(deadline, self.handshake(&mut wrong_id)).await {
            Ok(result) => result,
            Err(_) if wrong_id => Err(AgentError::WrongId),
            Err(_) => Err(AgentError::NotResponding),
        }
    }

    async fn handshake(&mut self, wrong_id: &mut bool) -> Result<(), AgentError> {
        let number = self.last_sync;
        let request = json!({"execute": "guest-sync-delimited", "arguments": {"id": number}});
        self.say(&[&[MARK], request.to_string().as_bytes(), b"\n"].concat()).await?;
        loop {
            while !self.buffer.skip_past(MARK) {
                self.read().await?;
            }
            let line = self.line().await?;
            match message::decode(&line) {
                Ok(Message::Reply { outcome: Ok(value), .. }) if value.as_u64() == Some(number) => {
                    return Ok(());
                }
                // The answer to an earlier handshake that nobody waited for; ours may still come.
                Ok(Message::Reply { outcome: Ok(_), .. }) => *wrong_id = true,
                Ok(Message::Reply { outcome: Err(failure), .. }) => {
                    return Err(AgentError::Command { class: failure.class, desc: failure.desc });
                }
                // Rubbish between two marks: skipped like that before them.
                _ => {}
            }
        }
    }

    async fn command(&mut self, request: &Value) -> Result<(Value, Bytes), AgentError> {
        self.say(format!("{request}\n").as_bytes()).await?;
        let line = self.line().await?;
        match message::decode(&line) {
            Ok(Message::Reply { outcome: Ok(value), .. }) => Ok((value, line)),
            Ok(Message::Reply { outcome: Err(failure), .. }) => {
                Err(AgentError::Command { class: failure.class, desc: failure.desc })
            }
            Ok(_) => Err(AgentError::Protocol("not a reply".to_owned())),
            Err(reason) => Err(AgentError::Protocol(reason)),
        }
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), AgentError> {
        self.stream.write_all(bytes).await.map_err(|_| AgentError::Closed)
    }

    async fn line(&mut self) -> Result<Bytes, AgentError> {
        loop {
            match self.buffer.next_line() {
                Ok(Some(line)) if line.is_empty() => {}
                Ok(Some(line)) => return Ok(line),
                Ok(None) => self.read().await?,
                Err(too_long) => {
                    // What is left of that line is skipped by the next handshake.
                    self.buffer.skip_past(MARK);
                    return Err(AgentError::Protocol(too_long.to_string()));
                }
            }
        }
    }

    async fn read(&mut self) -> Result<(), AgentError> {
        loop {
            self.stream.readable().await.map_err(|_| AgentError::Closed)?;
            let input = self.buffer.input();
            input.reserve(READ_SIZE);
            match self.stream.try_read_buf(input) {
                Ok(0) => return Err(AgentError::Closed),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => return Err(AgentError::Closed),
            }
        }
    }
}

#[cfg(test)]
mod real_agent;
#[cfg(test)]
mod tests;
