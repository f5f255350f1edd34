//! What the connection's tasks and its callers share: who waits for which answer, and who listens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, mpsc, oneshot};
use wire::frame::{Frame, Header, MessageType, Status};
use wire::remote::{RemoteError, StreamHole};
use wire::xdr::decode;

use crate::events::EventFrame;
use crate::stream::{PARTS_UNREAD, StreamPart};
use crate::{ClientError, DaemonError, Result};

/// How many events a listener may leave unread; then it misses the oldest.
const EVENTS_UNREAD: usize = 1024;

/// An answer: its frame, or the connection's end.
pub(crate) type Answer = Result<Frame>;

/// Who waits, and who listens.
#[derive(Debug)]
pub(crate) struct Pending {
    state: Mutex<State>,
    /// As many places as calls may be unanswered.
    pub(crate) places: Arc<Semaphore>,
}

#[derive(Debug)]
struct State {
    calls: HashMap<u32, Waiting>,
    streams: HashMap<u32, OpenStream>,
    next_serial: u32,
    events: Option<broadcast::Sender<EventFrame>>,
    ended: Option<ClientError>,
}

/// A call without an answer. It stays here when its caller has given up: its place with the daemon is taken until
/// the daemon answers.
#[derive(Debug)]
struct Waiting {
    header: Header,
    answer: oneshot::Sender<Answer>,
    stream: Option<mpsc::Sender<StreamPart>>,
    _place: OwnedSemaphorePermit,
}

#[derive(Debug)]
struct OpenStream {
    header: Header,
    parts: mpsc::Sender<StreamPart>,
}

impl Pending {
    /// Nobody waits yet; so many may at once.
    pub(crate) fn new(calls_at_once: usize) -> Self {
        let state = State {
            calls: HashMap::new(),
            streams: HashMap::new(),
            next_serial: 0,
            events: Some(broadcast::Sender::new(EVENTS_UNREAD)),
            ended: None,
        };
        Self { state: Mutex::new(state), places: Arc::new(Semaphore::new(calls_at_once.max(1))) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number that no unanswered call and no open stream has.
    pub(crate) fn serial(&self) -> u32 {
        let mut state = self.state();
        loop {
            let serial = state.next_serial;
            state.next_serial = serial.wrapping_add(1);
            if !state.calls.contains_key(&serial) && !state.streams.contains_key(&serial) {
                return serial;
            }
        }
    }

    /// Notes that a call is about to be sent.
    pub(crate) fn enlist(
        &self,
        header: Header,
        place: OwnedSemaphorePermit,
        stream: Option<mpsc::Sender<StreamPart>>,
    ) -> Result<oneshot::Receiver<Answer>> {
        let (answer, receiver) = oneshot::channel();
        let mut state = self.state();
        if let Some(why) = &state.ended {
            return Err(why.clone());
        }
        state.calls.insert(header.serial, Waiting { header, answer, stream, _place: place });
        Ok(receiver)
    }

    /// Forgets a stream that its reader has done with.
    pub(crate) fn forget_stream(&self, serial: u32) {
        self.state().streams.remove(&serial);
    }

    /// A new listener; `None` when the connection has ended.
    pub(crate) fn listen(&self) -> Option<broadcast::Receiver<EventFrame>> {
        self.state().events.as_ref().map(broadcast::Sender::subscribe)
    }

    /// Why the connection has ended.
    pub(crate) fn ended(&self) -> Option<ClientError> {
        self.state().ended.clone()
    }

    /// Ends everything: whoever waits learns why. Only the first reason counts.
    pub(crate) fn end(&self, why: ClientError) {
        let mut state = self.state();
        if state.ended.is_some() {
            return;
        }
        state.ended = Some(why.clone());
        state.events = None;
        let streams = std::mem::take(&mut state.streams);
        let calls = std::mem::take(&mut state.calls);
        drop(state);
        self.places.close();
        for (_, stream) in streams {
            let _ = stream.parts.try_send(StreamPart::Failed(why.clone()));
        }
        for (_, waiting) in calls {
            let _ = waiting.answer.send(Err(why.clone()));
        }
    }

    /// Hands a frame to whom it belongs to; an error when it belongs to nobody, which no honest peer sends.
    pub(crate) fn deliver(&self, frame: Frame) -> std::result::Result<(), String> {
        match frame.header.kind {
            MessageType::Reply | MessageType::ReplyWithFds => self.answer(frame),
            MessageType::Message => {
                let header = frame.header;
                let event = EventFrame {
                    program: header.program,
                    procedure: header.procedure,
                    payload: frame.payload,
                };
                if let Some(events) = &self.state().events {
                    // Nobody needs to listen.
                    let _ = events.send(event);
                }
                Ok(())
            }
            MessageType::Stream | MessageType::StreamHole => self.stream_part(frame),
            MessageType::Call | MessageType::CallWithFds => Err("it calls its client".into()),
            MessageType::Other(number) => Err(format!("a frame of the unknown type {number}")),
        }
    }

    fn answer(&self, frame: Frame) -> std::result::Result<(), String> {
        let header = frame.header;
        let mut state = self.state();
        let serial = header.serial;
        let Some(waiting) = state.calls.remove(&serial) else {
            return Err(format!("an answer with serial {serial}, for which nobody waits"));
        };
        let asked = waiting.header;
        let same = (asked.program, asked.version, asked.procedure);
        if same != (header.program, header.version, header.procedure) {
            return Err(format!(
                "the answer with serial {serial} is of procedure {} and not {}",
                header.procedure, asked.procedure
            ));
        }
        if let (Some(parts), Status::Ok) = (waiting.stream, header.status) {
            state.streams.insert(serial, OpenStream { header: asked, parts });
        }
        drop(state);
        // The caller may have given up.
        let _ = waiting.answer.send(Ok(frame));
        Ok(())
    }

    fn stream_part(&self, frame: Frame) -> std::result::Result<(), String> {
        let header = frame.header;
        let mut state = self.state();
        // Frames that were on their way when the stream was given up are no offence.
        let Some(stream) = state.streams.get(&header.serial) else { return Ok(()) };
        if (stream.header.program, stream.header.procedure) != (header.program, header.procedure) {
            return Err(format!("a frame of another procedure on the stream {}", header.serial));
        }
        let part = match (header.kind, header.status) {
            (MessageType::StreamHole, _) => {
                let hole: StreamHole = decode(&frame.payload).map_err(|why| why.to_string())?;
                StreamPart::Hole(hole.length)
            }
            (_, Status::Continue) => StreamPart::Data(frame.payload),
            (_, Status::Ok) => StreamPart::Finished,
            (_, Status::Error) => StreamPart::Failed(told(&frame.payload)?.into()),
            (_, Status::Other(number)) => return Err(format!("a stream frame with status {number}")),
        };
        let is_last = matches!(part, StreamPart::Finished | StreamPart::Failed(_));
        let was_taken = stream.parts.try_send(part).is_ok();
        if is_last || !was_taken {
            // One that does not read loses its stream, and keeps nobody else waiting.
            state.streams.remove(&header.serial);
        }
        Ok(())
    }
}

/// The error in a payload.
pub(crate) fn told(payload: &[u8]) -> std::result::Result<DaemonError, String> {
    let error: RemoteError = decode(payload).map_err(|why| format!("an error that cannot be read: {why}"))?;
    Ok(error.into())
}

/// The two ends of a stream's queue.
pub(crate) fn stream_queue() -> (mpsc::Sender<StreamPart>, mpsc::Receiver<StreamPart>) {
    mpsc::channel(PARTS_UNREAD)
}
