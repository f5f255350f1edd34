//! One connection: the two tasks that read and write its socket, and what they share with its handles.
//!
//! The reader is the only one who touches replies and events, so both keep the order in which QEMU sent them.
//! It never waits for anybody but the socket; the writer waits for the socket and for work.

use std::os::fd::OwnedFd;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use serde_json::Value;
use tokio::io::Interest;
use tokio::net::UnixStream;
use tokio::sync::{Notify, oneshot, watch};

use crate::descriptors;
use crate::error::QmpError;
use crate::events::EventSender;
use crate::line::LineBuffer;
use crate::message::{self, Failure, Greeting, Message};
use crate::schedule::{Answered, Command, Manner, Parcel, Schedule};
use crate::transcript::{Recorder, Speaker};

/// How much is read at a time, at least, in bytes.
const READ_SIZE: usize = 16 * 1024;

/// What ids begin with; libvirt's word, since people see these ids in replies to their own commands.
const ID_PREFIX: &str = "libvirt-";

/// A command's answer: what it says, and the line that said it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) outcome: Result<Value, Failure>,
    pub(crate) line: Bytes,
}

type Waiter = oneshot::Sender<Result<Answer, QmpError>>;

/// A connection as its tasks and handles see it.
#[derive(Debug)]
pub(crate) struct Link {
    stream: UnixStream,
    state: Mutex<State>,
    /// Something may have become sendable, or the connection has ended.
    work: Notify,
    ended: watch::Sender<Option<QmpError>>,
    recorder: Option<Recorder>,
}

#[derive(Debug)]
struct State {
    schedule: Schedule<Waiter>,
    last_id: u64,
    greeting: Option<oneshot::Sender<Greeting>>,
    /// Gone when the connection has ended, so that the consumer of the events sees their end.
    events: Option<EventSender>,
}

/// Withdraws a command when its caller stops waiting, however that comes about.
#[derive(Debug)]
struct Withdrawal<'a> {
    link: &'a Link,
    id: u64,
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        self.link.state().schedule.abandon(self.id);
        // What stood behind it may go now.
        self.link.work.notify_one();
    }
}

impl Link {
    /// A connection over `stream`, not yet read or written, and the place where its greeting will come.
    pub(crate) fn new(
        stream: UnixStream,
        events: EventSender,
        recorder: Option<Recorder>,
    ) -> (Self, oneshot::Receiver<Greeting>) {
        let (greeting, greeted) = oneshot::channel();
        let state = State {
            schedule: Schedule::default(),
            last_id: 0,
            greeting: Some(greeting),
            events: Some(events),
        };
        let link = Self {
            stream,
            state: Mutex::new(state),
            work: Notify::new(),
            ended: watch::Sender::new(None),
            recorder,
        };
        (link, greeted)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the connection has ended, once it has.
    pub(crate) fn ended(&self) -> Option<QmpError> {
        self.ended.borrow().clone()
    }

    /// Waits for the end of the connection.
    pub(crate) async fn wait_ended(&self) -> QmpError {
        let mut ended = self.ended.subscribe();
        let reason = ended.wait_for(Option::is_some).await.ok().and_then(|reason| reason.clone());
        reason.unwrap_or(QmpError::Closed)
    }

    /// Numbers a command, lets `line_of` write its line around the id, sends it and waits for the answer.
    ///
    /// # Errors
    /// Of `line_of`, and those of a lost connection.
    pub(crate) async fn ask(
        &self,
        manner: Manner,
        descriptors: Vec<OwnedFd>,
        line_of: impl FnOnce(&str) -> Result<String, QmpError>,
    ) -> Result<Answer, QmpError> {
        let (waiter, answer) = oneshot::channel();
        let id = {
            let mut state = self.state();
            let id = state.last_id + 1;
            let mut line = line_of(&format!("{ID_PREFIX}{id}"))?;
            line.push_str("\r\n");
            // Looked at under the lock under which the end drains the schedule: nobody is forgotten in it.
            if let Some(reason) = self.ended() {
                return Err(reason);
            }
            state.last_id = id;
            let parcel = Parcel { line: Bytes::from(line), descriptors };
            state.schedule.submit(Command { id, parcel, manner, waiter });
            id
        };
        let withdrawal = Withdrawal { link: self, id };
        self.work.notify_one();
        let answer = answer.await;
        drop(withdrawal);
        answer.unwrap_or(Err(QmpError::Closed))
    }

    /// Ends the connection for everybody. The first reason counts.
    pub(crate) fn end(&self, reason: &QmpError) {
        let waiters = {
            let mut state = self.state();
            self.ended.send_if_modified(|ended| {
                let first = ended.is_none();
                ended.get_or_insert_with(|| reason.clone());
                first
            });
            state.events = None;
            state.greeting = None;
            state.schedule.drain()
        };
        for waiter in waiters {
            // A caller who has just left needs no answer.
            let _ = waiter.send(Err(reason.clone()));
        }
        self.work.notify_one();
        // Fails only on a socket that the peer has closed already, which is what is wanted.
        let _ = rustix::net::shutdown(&self.stream, rustix::net::Shutdown::Both);
    }

    /// Reads until the connection ends, and says why it did.
    pub(crate) async fn read(&self, max_line: usize) -> QmpError {
        let mut buffer = LineBuffer::new(max_line);
        loop {
            loop {
                match buffer.next_line() {
                    Ok(Some(line)) => {
                        if let Err(reason) = self.receive(line) {
                            return reason;
                        }
                    }
                    Ok(None) => break,
                    Err(too_long) => return QmpError::Protocol(too_long.to_string()),
                }
            }
            buffer.input().reserve(READ_SIZE);
            if self.stream.readable().await.is_err() {
                return QmpError::Closed;
            }
            match self.stream.try_read_buf(buffer.input()) {
                Ok(0) => return QmpError::Closed,
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => {
                    tracing::debug!(%error, "reading from a monitor failed");
                    return QmpError::Closed;
                }
            }
        }
    }

    fn receive(&self, line: Bytes) -> Result<(), QmpError> {
        if line.is_empty() {
            return Ok(());
        }
        if let Some(recorder) = &self.recorder {
            recorder.record(Speaker::Qemu, &line, 0);
        }
        let message = message::decode(&line).map_err(|reason| QmpError::Protocol(shown(&line, &reason)))?;
        match message {
            Message::Greeting(greeting) => {
                // QEMU greets twice when its socket opens at the very moment when its monitor comes to be. Nobody
                // is left to greet also when the connection is being given up.
                let greeted = self.state().greeting.take();
                if greeted.is_none_or(|greeted| greeted.send(greeting).is_err()) {
                    tracing::debug!("a monitor's greeting that nobody waits for");
                }
            }
            Message::Event(event) => {
                if let Some(events) = &self.state().events {
                    events.send(event, line.len());
                }
            }
            Message::Reply { id, outcome } => self.answer(id.as_ref(), Answer { outcome, line }),
        }
        Ok(())
    }

    fn answer(&self, id: Option<&Value>, answer: Answer) {
        let number = id.and_then(Value::as_str).and_then(|id| id.strip_prefix(ID_PREFIX)?.parse().ok());
        let answered = {
            let mut state = self.state();
            match (number, id) {
                (Some(number), _) => state.schedule.answer(number),
                (None, None) => state.schedule.answer_anonymous(),
                (None, Some(_)) => Answered::Unknown,
            }
        };
        match answered {
            Answered::Waiting(waiter) => {
                // A caller whose deadline passed this very moment needs no answer.
                let _ = waiter.send(Ok(answer));
            }
            Answered::Abandoned => {}
            Answered::Unknown => tracing::warn!(?id, "a monitor answered what nobody had asked"),
        }
        self.work.notify_one();
    }

    /// Writes what the schedule gives until the connection ends, and says why it did.
    pub(crate) async fn write(&self) -> QmpError {
        loop {
            if let Some(reason) = self.ended() {
                return reason;
            }
            let next = self.state().schedule.next();
            match next {
                Some(parcel) => {
                    if let Err(error) = self.send(parcel).await {
                        tracing::debug!(%error, "writing to a monitor failed");
                        return QmpError::Closed;
                    }
                }
                None => self.work.notified().await,
            }
        }
    }

    async fn send(&self, parcel: Parcel) -> std::io::Result<()> {
        if let Some(recorder) = &self.recorder {
            recorder.record(Speaker::Client, &parcel.line, parcel.descriptors.len());
        }
        let Parcel { line, mut descriptors } = parcel;
        let mut rest: &[u8] = &line;
        while !rest.is_empty() {
            self.stream.writable().await?;
            let sent = self
                .stream
                .try_io(Interest::WRITABLE, || descriptors::send(&self.stream, rest, &descriptors));
            match sent {
                Ok(count) => {
                    rest = rest.get(count..).unwrap_or_default();
                    descriptors.clear();
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The reason with the beginning of the line that is to blame.
fn shown(line: &[u8], reason: &str) -> String {
    const SHOWN: usize = 80;
    let beginning = String::from_utf8_lossy(line.get(..SHOWN).unwrap_or(line)).escape_debug().to_string();
    format!("{reason}: \"{beginning}\"{}", if line.len() > SHOWN { "..." } else { "" })
}

/// A command line around an id, as QMP wants it; `verb` is `execute` or `exec-oob`.
pub(crate) fn command_line(verb: &str, command: &str, arguments: Value, id: &str) -> String {
    let mut members = serde_json::Map::new();
    members.insert(verb.to_owned(), Value::from(command));
    if !arguments.is_null() {
        members.insert("arguments".to_owned(), arguments);
    }
    members.insert("id".to_owned(), Value::from(id));
    Value::Object(members).to_string()
}
