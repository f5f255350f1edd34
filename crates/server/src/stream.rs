//! Streams: bytes that flow beside the calls, such as those of a console.
//!
//! Each stream is pumped by a task of its own. Back-pressure is the socket, both ways: the task reads its
//! source again when the session has taken what it read before, and the session reads no more of the
//! client while too many frames wait for the sink.
//!
//! ```text
//!  opened by a call's OK reply
//!     | data <-> data           CONTINUE with bytes
//!     | source ends             CONTINUE without bytes, once; then the client decides
//!     | client finishes (OK)    what it sent is written, then OK is answered     -> gone
//!     | client aborts (ERROR)   OK is answered                                   -> gone
//!     | source or sink fails    ERROR with the error                             -> gone
//! ```
//! Frames for a stream that is gone are dropped: they crossed with its end.

use std::collections::HashMap;
use std::fmt;
use std::os::fd::OwnedFd;

use bytes::Bytes;
use errors::{Domain, Error};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::task::AbortHandle;
use wire::frame::{Frame, Header, Status};
use wire::message;
use wire::remote::RemoteError;

/// Bytes that are read from a stream's source at once.
const CHUNK: usize = 64 * 1024;

/// What a stream connects a client with.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// The answer to a call, as the task that worked on it hands it to the session.
pub(crate) struct Answer {
    /// The call's header.
    pub(crate) header: Header,
    /// The whole frame.
    pub(crate) frame: Vec<u8>,
    /// What it announces.
    pub(crate) fds: Vec<OwnedFd>,
    /// The stream that the call has opened.
    pub(crate) stream: Option<Box<dyn Duplex>>,
    /// Held until the answer has its place in the outbox, when the client gets such answers one by one.
    pub(crate) turn: Option<OwnedSemaphorePermit>,
}

impl Answer {
    /// An answer of which nothing is written yet.
    pub(crate) const fn new(header: Header) -> Self {
        Self { header, frame: Vec::new(), fds: Vec::new(), stream: None, turn: None }
    }
}

/// What tasks tell the session.
pub(crate) enum Done {
    /// A call is answered.
    Answer(Answer),
    /// Something about a stream.
    Stream(StreamId, Output),
}

/// What a stream's task tells the session.
pub(crate) enum Output {
    /// Bytes for the client; none: there will be no more.
    Data(Vec<u8>),
    /// A frame of the client has been taken.
    Consumed,
    /// All that the client sent is written, and it wanted no more.
    Finished,
    /// Nothing goes any more.
    Failed(Error),
}

/// What a stream is known by: program, procedure and serial of the call that opened it.
pub(crate) type StreamId = (u32, i32, u32);

/// What a client sends on a stream.
enum Input {
    Data(Bytes),
    Finish,
}

/// The streams of one client.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    open: HashMap<StreamId, Stream>,
}

struct Stream {
    header: Header,
    input: mpsc::UnboundedSender<Input>,
    /// Frames in `input`; the session keeps their number small.
    unconsumed: usize,
    task: AbortHandle,
}

fn id(header: &Header) -> StreamId {
    (header.program, header.procedure, header.serial)
}

impl Streams {
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Frames of the client that no stream has taken yet.
    pub(crate) fn unconsumed(&self) -> usize {
        self.open.values().map(|stream| stream.unconsumed).sum()
    }

    pub(crate) fn knows(&self, header: &Header) -> bool {
        self.open.contains_key(&id(header))
    }

    /// Starts the stream that the call with this header has opened.
    pub(crate) fn start(&mut self, header: Header, io: Box<dyn Duplex>, done: mpsc::Sender<Done>) {
        let (input, from_client) = mpsc::unbounded_channel();
        let task = tokio::spawn(pump(id(&header), io, from_client, done)).abort_handle();
        self.open.insert(id(&header), Stream { header, input, unconsumed: 0, task });
    }

    /// Takes a frame of the client.
    pub(crate) fn input(&mut self, frame: &Frame) {
        let Some(stream) = self.open.get_mut(&id(&frame.header)) else { return };
        let input = match frame.header.status {
            Status::Continue => Input::Data(frame.payload.clone()),
            Status::Ok => Input::Finish,
            _ => return,
        };
        if stream.input.send(input).is_ok() {
            stream.unconsumed += 1;
        }
    }

    /// The client does not want a stream any more.
    pub(crate) fn abort(&mut self, header: &Header, out: &mut Vec<u8>) {
        if let Some(stream) = self.open.remove(&id(header)) {
            message::stream_finish(out, &stream.header);
        }
    }

    /// Tells the client what a stream's task says.
    pub(crate) fn output(&mut self, id: StreamId, output: Output, out: &mut Vec<u8>) {
        let Some(stream) = self.open.get_mut(&id) else { return };
        let gone = match output {
            Output::Consumed => {
                stream.unconsumed -= 1;
                return;
            }
            Output::Data(data) => message::stream_data(out, &stream.header, &data).is_err(),
            Output::Finished => {
                message::stream_finish(out, &stream.header);
                true
            }
            Output::Failed(error) => {
                let _ = message::stream_error(out, &stream.header, &RemoteError::from(&error));
                true
            }
        };
        if gone {
            self.open.remove(&id);
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("header", &self.header).field("unconsumed", &self.unconsumed).finish()
    }
}

/// Moves bytes both ways until the client finishes or something fails. The session aborts it when the
/// client aborts the stream or leaves.
async fn pump(
    id: StreamId,
    io: Box<dyn Duplex>,
    from_client: mpsc::UnboundedReceiver<Input>,
    done: mpsc::Sender<Done>,
) {
    let (source, sink) = tokio::io::split(io);
    let last = tokio::select! {
        last = write_input(id, sink, from_client, &done) => last,
        error = read_source(id, source, &done) => Output::Failed(error),
    };
    let _ = done.send(Done::Stream(id, last)).await;
}

/// Writes what the client sends until it finishes.
async fn write_input(
    id: StreamId,
    mut sink: impl AsyncWrite + Unpin,
    mut from_client: mpsc::UnboundedReceiver<Input>,
    done: &mpsc::Sender<Done>,
) -> Output {
    let mut broken = None;
    while let Some(input) = from_client.recv().await {
        let Input::Data(data) = input else { return broken.map_or(Output::Finished, Output::Failed) };
        // A guest that is gone swallows what comes; the client has been told by the source's end.
        if broken.is_none()
            && let Err(e) = sink.write_all(&data).await
            && !is_end(&e)
        {
            broken = Some(Error::io(Domain::Streams, &e, "cannot write to stream"));
        }
        if done.send(Done::Stream(id, Output::Consumed)).await.is_err() {
            break;
        }
    }
    Output::Finished
}

/// Hands the client what comes from the source. Returns only when that fails.
async fn read_source(id: StreamId, mut source: impl AsyncRead + Unpin, done: &mpsc::Sender<Done>) -> Error {
    let mut buffer = Vec::new();
    loop {
        buffer.reserve(CHUNK);
        let ended = match source.read_buf(&mut buffer).await {
            Ok(count) => count == 0,
            Err(e) if is_end(&e) => true,
            Err(e) => return Error::io(Domain::Streams, &e, "cannot read from stream"),
        };
        let data = buffer.as_slice().to_vec();
        buffer.clear();
        if ended {
            buffer = Vec::new();
        }
        if done.send(Done::Stream(id, Output::Data(data))).await.is_err() || ended {
            std::future::pending::<()>().await;
        }
    }
}

/// Whether an error is the way in which a terminal or a socket says that its other end is gone.
fn is_end(e: &std::io::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionReset, UnexpectedEof};
    const EIO: i32 = 5;
    matches!(e.kind(), BrokenPipe | ConnectionReset | UnexpectedEof) || e.raw_os_error() == Some(EIO)
}
