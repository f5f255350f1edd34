//! The task that serves one client.
//!
//! ```text
//!            +--------------------------- a turn ---------------------------+
//!  wake:     | frames --call answered here--------------> outbox            |
//!  bytes  -->|        --call answered later--> task ~~+                     |--> socket
//!  done   -->|        --stream data--> stream's task ~+~> done --> outbox   |
//!  event  -->|  registrations that match ---------------> outbox            |
//!  bell   -->|  changes of findings --------------------> outbox            |
//!  timer  -->|  keepalive ------------------------------> outbox            |
//!            +--------------------------------------------------------------+
//! ```
//! A session never waits for a guest: a call that has to is a task of its own. It reads no more calls while
//! the client does not read its answers, and no more than so many unanswered ones; a ping is answered even
//! then. So a client costs bounded memory and nobody else's time.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use errors::Error;
use tokio::sync::mpsc;
use tokio::time::{Instant, Sleep, sleep};
use vm::DomainEvent;
use wire::Program;
use wire::frame::{Header, MessageType, Status};
use wire::keepalive::Keepalive as KeepaliveMessage;

use crate::connection::Connection;
use crate::dispatch::{self, Handler};
use crate::keepalive::{Keepalive, Tick};
use crate::limits::{OUTBOX_FULL, READ_AHEAD_BYTES, READ_AHEAD_FRAMES, UNOPENED_BYTES};
use crate::outbox::Outbox;
use crate::reply::Reply;
use crate::server::Shared;
use crate::stream::{Done, Streams};
use crate::transport::{Received, Transport};

/// Frames that are handled before other sessions get their turn.
const FRAMES_A_TURN: usize = 64;

/// One client's session.
#[derive(Debug)]
pub(crate) struct Session {
    transport: Transport,
    outbox: Outbox,
    connection: Connection,
    shared: Arc<Shared>,
    /// Frames that have to wait until a call is answered, oldest first, and their bytes.
    waiting: VecDeque<Received>,
    waiting_bytes: usize,
    /// Unanswered calls; the streams count their own unconsumed frames.
    unanswered: usize,
    streams: Streams,
    done: mpsc::Receiver<Done>,
    done_sender: mpsc::Sender<Done>,
    /// Fires when the time for opening is over, later for keepalive.
    timer: Option<Pin<Box<Sleep>>>,
    keepalive: Option<Keepalive>,
    /// The connection has opened, and the timer knows.
    opened: bool,
}

/// Why a session is awake.
enum Wake {
    Received(io::Result<usize>),
    Writable(io::Result<()>),
    Done(Done),
    Event(Arc<DomainEvent>),
    CutOff,
    Findings,
    Timer,
}

/// Why a session ends.
#[derive(Debug)]
enum End {
    /// The client left.
    Left,
    /// The socket failed, or what came out of it makes no sense.
    Broken(io::Error),
    /// It did not open in time, or said too much before it did.
    NeverOpened(&'static str),
    /// It did not answer pings.
    Silent,
    /// It does not read its events.
    TooSlow,
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl Session {
    pub(crate) fn new(transport: Transport, connection: Connection) -> Self {
        let shared = Arc::clone(&connection.shared);
        let (done_sender, done) = mpsc::channel(shared.limits.max_requests);
        let timer = Some(Box::pin(sleep(shared.limits.handshake)));
        Self {
            transport,
            outbox: Outbox::default(),
            connection,
            shared,
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            unanswered: 0,
            streams: Streams::default(),
            done,
            done_sender,
            timer,
            keepalive: None,
            opened: false,
        }
    }

    /// Serves the client until it leaves or has to go.
    pub(crate) async fn run(mut self) {
        let end = loop {
            let wake = poll_fn(|cx| self.poll_wake(cx)).await;
            if let Err(end) = self.turn(wake).await {
                break end;
            }
        };
        let caller = self.connection.caller;
        match end {
            End::Left => {}
            End::Broken(e) => tracing::debug!(?caller, "connection closed: {e}"),
            End::NeverOpened(why) => tracing::info!(?caller, "connection closed: {why}"),
            End::Silent => tracing::warn!(?caller, "connection closed due to keepalive timeout"),
            End::TooSlow => tracing::warn!(?caller, "connection closed: the client does not read its events"),
        }
        self.connection.leave();
    }

    fn poll_wake(&mut self, cx: &mut Context<'_>) -> Poll<Wake> {
        if !self.outbox.is_empty()
            && let Poll::Ready(result) = self.transport.poll_writable(cx)
        {
            return Poll::Ready(Wake::Writable(result));
        }
        if self.outbox.len() < OUTBOX_FULL {
            if (self.unanswered > 0 || !self.streams.is_empty())
                && let Poll::Ready(Some(done)) = self.done.poll_recv(cx)
            {
                return Poll::Ready(Wake::Done(done));
            }
            if let Poll::Ready(event) = self.connection.callbacks.poll_event(cx) {
                return Poll::Ready(event.map_or(Wake::CutOff, Wake::Event));
            }
            if self.connection.findings.poll_change(cx).is_ready() {
                return Poll::Ready(Wake::Findings);
            }
            if self.wants_bytes()
                && let Poll::Ready(result) = self.transport.poll_receive(cx)
            {
                return Poll::Ready(Wake::Received(result));
            }
        }
        if let Some(timer) = &mut self.timer
            && timer.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(Wake::Timer);
        }
        Poll::Pending
    }

    /// Whether more may be read: not while so much waits already that it would only be piled up.
    fn wants_bytes(&self) -> bool {
        !self.connection.closing
            && self.waiting.len() < READ_AHEAD_FRAMES
            && self.waiting_bytes < READ_AHEAD_BYTES
    }

    /// Does what the wake-up is about, then all that this has made possible, then sends.
    async fn turn(&mut self, wake: Wake) -> Result<(), End> {
        match wake {
            Wake::Received(Ok(0)) => return Err(End::Left),
            Wake::Received(result) => {
                result?;
                if let Some(keepalive) = &mut self.keepalive {
                    keepalive.heard(Instant::now());
                }
            }
            Wake::Writable(result) => result?,
            Wake::Done(done) => self.take_done(done),
            Wake::Event(event) => self.connection.callbacks.tell(&event, self.outbox.frames()),
            Wake::CutOff => return Err(End::TooSlow),
            Wake::Findings => self.connection.findings.tell(&self.shared.engine, self.outbox.frames()),
            Wake::Timer => self.timer_fired()?,
        }
        loop {
            while self.outbox.len() < OUTBOX_FULL
                && let Ok(done) = self.done.try_recv()
            {
                self.take_done(done);
            }
            let more = self.handle_frames()?;
            self.transport.send(&mut self.outbox)?;
            if !more || self.outbox.len() >= OUTBOX_FULL {
                break;
            }
            tokio::task::yield_now().await;
        }
        if self.connection.closing && self.outbox.is_empty() {
            return Err(End::Left);
        }
        Ok(())
    }

    /// Handles frames that are there. Whether some may be left that could be handled at once.
    fn handle_frames(&mut self) -> Result<bool, End> {
        for _ in 0..FRAMES_A_TURN {
            if self.connection.closing {
                return Ok(false);
            }
            if self.outbox.len() >= OUTBOX_FULL {
                return Ok(true);
            }
            match self.next_to_handle()? {
                Some(received) => self.handle(received)?,
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// The next frame that can be handled now. Those that have to wait are kept, in order; pings and aborted
    /// streams are taken care of on the way.
    fn next_to_handle(&mut self) -> Result<Option<Received>, End> {
        let has_room = self.unanswered + self.streams.unconsumed() < self.shared.limits.max_requests;
        if has_room && let Some(received) = self.waiting.pop_front() {
            self.waiting_bytes -= received.frame.payload.len();
            return Ok(Some(received));
        }
        while self.wants_bytes() {
            let Some(received) = self.transport.next_frame()? else {
                self.check_unopened()?;
                return Ok(None);
            };
            let header = &received.frame.header;
            if header.program == Program::Keepalive.id() {
                if KeepaliveMessage::of(header) == Some(KeepaliveMessage::Ping) {
                    self.outbox.frames().extend_from_slice(&KeepaliveMessage::Pong.frame());
                }
            } else if header.kind == MessageType::Stream && header.status == Status::Error {
                self.streams.abort(header, self.outbox.frames());
            } else if has_room || self.is_answered_here(header) {
                return Ok(Some(received));
            } else {
                self.waiting_bytes += received.frame.payload.len();
                self.waiting.push_back(received);
            }
        }
        Ok(None)
    }

    /// Whether handling the frame leaves nothing behind that counts as unanswered.
    fn is_answered_here(&self, header: &Header) -> bool {
        match header.kind {
            MessageType::Call | MessageType::CallWithFds => !self.shared.table.is_answered_later(header),
            MessageType::Stream | MessageType::StreamHole => false,
            _ => true,
        }
    }

    /// A connection that has not opened may say only so much.
    fn check_unopened(&self) -> Result<(), End> {
        if !self.connection.is_open() && self.transport.unfinished() > UNOPENED_BYTES {
            return Err(End::NeverOpened("it sent too much before it opened"));
        }
        Ok(())
    }

    fn handle(&mut self, received: Received) -> Result<(), End> {
        match received.frame.header.kind {
            MessageType::Call | MessageType::CallWithFds => self.call(received),
            MessageType::Stream => self.streams.input(&received.frame),
            MessageType::StreamHole if self.streams.knows(&received.frame.header) => {
                // No stream that is served here has holes.
                return Err(End::Broken(io::Error::other("a hole in a stream without holes")));
            }
            // Replies, messages and numbers without a meaning are nothing that a client sends.
            _ => {}
        }
        Ok(())
    }

    fn call(&mut self, received: Received) {
        let header = received.frame.header;
        match self.shared.table.find(&header) {
            Err(e) => self.refuse(&header, &e),
            Ok(Handler::Here(answer)) => {
                answer(&mut self.connection, &received, self.outbox.frames());
                self.look_at_connection();
            }
            Ok(Handler::Later(start)) => match start(&self.connection, received) {
                Err(e) => self.refuse(&header, &e),
                Ok(answer) => {
                    self.unanswered += 1;
                    let reply = Reply::new(header, self.done_sender.clone());
                    tokio::spawn(async move { reply.send(answer.await).await });
                }
            },
        }
    }

    fn refuse(&mut self, header: &Header, error: &Error) {
        dispatch::write_error(self.outbox.frames(), header, error);
    }

    /// Follows what a handler has changed: once open there is no hurry any more, and a client that asked
    /// for keepalive is pinged from now on.
    fn look_at_connection(&mut self) {
        if self.connection.is_open() && !self.opened {
            self.opened = true;
            self.timer = None;
        }
        let limits = &self.shared.limits;
        if self.connection.speaks_keepalive
            && self.keepalive.is_none()
            && let Some(interval) = limits.keepalive_interval
        {
            self.keepalive = Some(Keepalive::new(interval, limits.keepalive_count, Instant::now()));
        }
        if self.opened
            && self.timer.is_none()
            && let Some(interval) = limits.keepalive_interval.filter(|_| self.keepalive.is_some())
        {
            self.timer = Some(Box::pin(sleep(interval)));
        }
    }

    fn timer_fired(&mut self) -> Result<(), End> {
        self.timer = None;
        if !self.connection.is_open() {
            return Err(End::NeverOpened("it did not open in time"));
        }
        let Some(keepalive) = &mut self.keepalive else { return Ok(()) };
        let next = match keepalive.tick(Instant::now()) {
            Tick::Dead => return Err(End::Silent),
            Tick::Wait(next) => next,
            Tick::Ping(next) => {
                // One that does not read need not be sent more; it counts as unanswered all the same.
                if self.outbox.len() < OUTBOX_FULL {
                    self.outbox.frames().extend_from_slice(&KeepaliveMessage::Ping.frame());
                }
                next
            }
        };
        self.timer = Some(Box::pin(tokio::time::sleep_until(next)));
        Ok(())
    }

    fn take_done(&mut self, done: Done) {
        match done {
            Done::Answer(answer) => {
                self.unanswered -= 1;
                self.outbox.push(&answer.frame, answer.fds);
                if let Some(io) = answer.stream {
                    self.streams.start(answer.header, io, self.done_sender.clone());
                }
            }
            Done::Stream(id, output) => self.streams.output(id, output, self.outbox.frames()),
        }
    }
}

#[cfg(test)]
mod tests;
