//! Frames: how messages are told apart in the byte stream.
//!
//! ```text
//! u32 length | u32 program, u32 version, i32 procedure, i32 type, u32 serial, i32 status | [u32 fds] | payload
//! ```
//! The length counts everything from itself to the payload's end. Two message types announce file
//! descriptors; each then comes with one zero byte *behind* the frame, which the length does not count.

use bytes::{Buf, Bytes, BytesMut};

use crate::WireError;
use crate::xdr::{Decode, Decoder, Encoder};

/// Bytes of the length word.
pub const LENGTH_SIZE: usize = 4;
/// Bytes of the header behind it.
pub const HEADER_SIZE: usize = 24;
/// The greatest length word that is accepted, in bytes.
pub const LENGTH_MAX: usize = LENGTH_SIZE + 33_554_432;
/// The most that one frame of stream data carries when we send it, in bytes; more is accepted.
pub const STREAM_CHUNK_MAX: usize = 262_120;
/// The most file descriptors that come with one frame.
pub const FDS_MAX: u32 = 32;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageType {
    /// A client calls.
    Call,
    /// The server answers.
    Reply,
    /// An event, a ping or a pong.
    Message,
    /// Data of a stream, or its end.
    Stream,
    /// A call with file descriptors.
    CallWithFds,
    /// An answer with file descriptors.
    ReplyWithFds,
    /// A hole in a stream.
    StreamHole,
    /// A number without a meaning; such frames are dropped without an answer.
    Other(i32),
}

impl MessageType {
    /// The number that stands in a header.
    pub const fn number(self) -> i32 {
        match self {
            Self::Call => 0,
            Self::Reply => 1,
            Self::Message => 2,
            Self::Stream => 3,
            Self::CallWithFds => 4,
            Self::ReplyWithFds => 5,
            Self::StreamHole => 6,
            Self::Other(number) => number,
        }
    }

    /// The meaning of a number from a header.
    pub const fn from_number(number: i32) -> Self {
        match number {
            0 => Self::Call,
            1 => Self::Reply,
            2 => Self::Message,
            3 => Self::Stream,
            4 => Self::CallWithFds,
            5 => Self::ReplyWithFds,
            6 => Self::StreamHole,
            other => Self::Other(other),
        }
    }

    /// Does a count of file descriptors follow the header?
    pub const fn has_fds(self) -> bool {
        matches!(self, Self::CallWithFds | Self::ReplyWithFds)
    }
}

/// How it went, or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Well; on a stream: finished.
    Ok,
    /// Badly: the payload is an error; on a stream: aborted.
    Error,
    /// On a stream: the payload is data and more may come.
    Continue,
    /// A number without a meaning.
    Other(i32),
}

impl Status {
    /// The number that stands in a header.
    pub const fn number(self) -> i32 {
        match self {
            Self::Ok => 0,
            Self::Error => 1,
            Self::Continue => 2,
            Self::Other(number) => number,
        }
    }

    /// The meaning of a number from a header.
    pub const fn from_number(number: i32) -> Self {
        match number {
            0 => Self::Ok,
            1 => Self::Error,
            2 => Self::Continue,
            other => Self::Other(other),
        }
    }
}

/// What stands in front of every payload. Program and procedure stay numbers: a client may ask for some
/// that nobody has, and is answered with the same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The program's number, [`crate::Program::id`] for those known here.
    pub program: u32,
    /// The program's version.
    pub version: u32,
    /// The procedure's or event's number.
    pub procedure: i32,
    /// What the frame is.
    pub kind: MessageType,
    /// Ties a reply, and the frames of a stream, to their call.
    pub serial: u32,
    /// How it went.
    pub status: Status,
}

impl Header {
    /// A frame that consists of this header alone.
    pub const fn alone(&self) -> [u8; LENGTH_SIZE + HEADER_SIZE] {
        let words = [
            (LENGTH_SIZE + HEADER_SIZE) as u32,
            self.program,
            self.version,
            self.procedure.cast_unsigned(),
            self.kind.number().cast_unsigned(),
            self.serial,
            self.status.number().cast_unsigned(),
        ];
        let mut bytes = [0; LENGTH_SIZE + HEADER_SIZE];
        let (chunks, _) = bytes.as_chunks_mut::<4>();
        let mut at = 0;
        while at < words.len() {
            chunks[at] = words[at].to_be_bytes();
            at += 1;
        }
        bytes
    }
}

impl Decode for Header {
    const MIN_SIZE: usize = HEADER_SIZE;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        Ok(Self {
            program: u32::decode(from)?,
            version: u32::decode(from)?,
            procedure: i32::decode(from)?,
            kind: MessageType::from_number(i32::decode(from)?),
            serial: u32::decode(from)?,
            status: Status::from_number(i32::decode(from)?),
        })
    }
}

/// Appends a frame to `out`: the header, then what `body` writes, then the length in front of both. When
/// `body` fails or writes more than a frame may hold, `out` is as it was.
pub fn write(
    out: &mut Vec<u8>,
    header: &Header,
    body: impl FnOnce(&mut Encoder<'_>) -> Result<(), WireError>,
) -> Result<(), WireError> {
    let start = out.len();
    out.extend_from_slice(&header.alone());
    let written = body(&mut Encoder::new(out)).and_then(|()| frame_length(out.len() - start));
    match written {
        Ok(length) => out[start..start + LENGTH_SIZE].copy_from_slice(&length.to_be_bytes()),
        Err(_) => out.truncate(start),
    }
    written.map(drop)
}

fn frame_length(length: usize) -> Result<u32, WireError> {
    match u32::try_from(length) {
        Ok(word) if length <= LENGTH_MAX => Ok(word),
        _ => {
            let overhead = LENGTH_SIZE + HEADER_SIZE;
            let (length, limit) = (length - overhead, LENGTH_MAX - overhead);
            Err(WireError::TooLong { what: "payload", length, limit })
        }
    }
}

/// A frame that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What it is.
    pub header: Header,
    /// How many file descriptors came with it; the transport holds them, oldest first.
    pub fds: u32,
    /// What it carries, not decoded yet.
    pub payload: Bytes,
}

/// Finds frames in bytes as they come. The buffer grows only by what was received; a length word alone
/// reserves nothing. After an error the stream cannot be understood any more: the connection is closed.
#[derive(Debug)]
pub struct FrameDecoder {
    buffer: BytesMut,
    carries_fds: bool,
}

impl Default for FrameDecoder {
    fn default() -> Self {
        Self::new()
    }
}

impl FrameDecoder {
    /// For a transport that carries file descriptors, a unix socket.
    pub fn new() -> Self {
        Self { buffer: BytesMut::new(), carries_fds: true }
    }

    /// For a transport that carries none: a frame that announces some is an error there.
    pub fn without_fds() -> Self {
        Self { carries_fds: false, ..Self::new() }
    }

    /// Where a reader appends what it receives. The zero byte of each file descriptor belongs here too.
    pub fn buffer_mut(&mut self) -> &mut BytesMut {
        &mut self.buffer
    }

    /// Appends received bytes.
    pub fn extend(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Bytes that were received and not yet handed out as part of a frame.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }

    /// The next frame, when all of it, its file descriptors' bytes included, has been received.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, WireError> {
        let Some(length) = self.announced_length()? else { return Ok(None) };
        let mut decoder = Decoder::new(&self.buffer[LENGTH_SIZE..length.min(self.buffer.len())]);
        if decoder.rest().len() < HEADER_SIZE {
            return Ok(None);
        }
        let header = Header::decode(&mut decoder)?;
        let fds = match header.kind.has_fds() {
            true if length < LENGTH_SIZE + HEADER_SIZE + 4 => return Err(WireError::Truncated),
            true if decoder.rest().len() < 4 => return Ok(None),
            true => u32::decode(&mut decoder)?,
            false => 0,
        };
        if fds > FDS_MAX || (fds > 0 && !self.carries_fds) {
            return Err(WireError::TooManyFds(fds));
        }
        if self.buffer.len() < length + fds as usize {
            return Ok(None);
        }
        let mut payload = self.buffer.split_to(length).freeze();
        payload.advance(LENGTH_SIZE + HEADER_SIZE + if header.kind.has_fds() { 4 } else { 0 });
        self.buffer.advance(fds as usize);
        Ok(Some(Frame { header, fds, payload }))
    }

    fn announced_length(&self) -> Result<Option<usize>, WireError> {
        let Some(word) = self.buffer.first_chunk::<LENGTH_SIZE>() else { return Ok(None) };
        let word = u32::from_be_bytes(*word);
        match word as usize {
            length if length < LENGTH_SIZE + HEADER_SIZE => Err(WireError::FrameTooShort(word)),
            length if length > LENGTH_MAX => Err(WireError::FrameTooLong(word)),
            length => Ok(Some(length)),
        }
    }
}

#[cfg(test)]
mod tests;
