//! One function for every kind of frame that is sent. Each appends a whole frame to `out`, or leaves
//! `out` as it was and says which bound of the protocol the value breaks.

use crate::frame::{Header, MessageType, STREAM_CHUNK_MAX, Status, write};
use crate::remote::{RemoteError, StreamHole};
use crate::xdr::{Encode, EncodeAs};
use crate::{Event, Procedure, Program, WireError};

/// The serial that events carry. Clients do not look at it, but a real server sends this one.
const EVENT_SERIAL: u32 = 1;

/// The header of a call.
pub fn call_header<P: Procedure>(serial: u32) -> Header {
    Header {
        program: P::PROGRAM.id(),
        version: Program::VERSION,
        procedure: P::NUMBER,
        kind: MessageType::Call,
        serial,
        status: Status::Ok,
    }
}

/// A call.
pub fn call<P: Procedure>(out: &mut Vec<u8>, serial: u32, args: &P::Args) -> Result<(), WireError> {
    write(out, &call_header::<P>(serial), |to| args.encode(to))
}

/// A call with file descriptors: their number goes in front of the arguments, they follow the frame.
pub fn call_with_fds<P: Procedure>(
    out: &mut Vec<u8>,
    serial: u32,
    args: &P::Args,
    fds: u32,
) -> Result<(), WireError> {
    let header = Header { kind: MessageType::CallWithFds, ..call_header::<P>(serial) };
    write(out, &header, |to| {
        fds.encode(to)?;
        args.encode(to)
    })
}

/// The answer to a call that went well: a `P::Ret`, or what is written like one.
pub fn reply<P: Procedure>(
    out: &mut Vec<u8>,
    serial: u32,
    ret: &impl EncodeAs<P::Ret>,
) -> Result<(), WireError> {
    let header = Header { kind: MessageType::Reply, ..call_header::<P>(serial) };
    write(out, &header, |to| ret.encode(to))
}

/// An answer with file descriptors: their number goes in front of the values, they follow the frame.
pub fn reply_with_fds<P: Procedure>(
    out: &mut Vec<u8>,
    serial: u32,
    ret: &impl EncodeAs<P::Ret>,
    fds: u32,
) -> Result<(), WireError> {
    let header = Header { kind: MessageType::ReplyWithFds, ..call_header::<P>(serial) };
    write(out, &header, |to| {
        fds.encode(to)?;
        ret.encode(to)
    })
}

/// The answer to a call that failed. It repeats the numbers of the call's header, known or not.
pub fn error(out: &mut Vec<u8>, call: &Header, error: &RemoteError) -> Result<(), WireError> {
    let header = Header { kind: MessageType::Reply, status: Status::Error, ..*call };
    write(out, &header, |to| error.encode(to))
}

/// An event.
pub fn event<E: Event>(out: &mut Vec<u8>, body: &E::Body) -> Result<(), WireError> {
    let header = Header {
        program: E::PROGRAM.id(),
        version: Program::VERSION,
        procedure: E::NUMBER,
        kind: MessageType::Message,
        serial: EVENT_SERIAL,
        status: Status::Ok,
    };
    write(out, &header, |to| body.encode(to))
}

/// Data on the stream that `call` opened, in frames of the size that libvirt sends. No data at all is
/// one empty frame: the end of what the sender has.
pub fn stream_data(out: &mut Vec<u8>, call: &Header, data: &[u8]) -> Result<(), WireError> {
    let header = stream_header(call, Status::Continue);
    if data.is_empty() {
        out.extend_from_slice(&header.alone());
    }
    data.chunks(STREAM_CHUNK_MAX).try_for_each(|chunk| {
        write(out, &header, |to| {
            to.raw(chunk);
            Ok(())
        })
    })
}

/// A hole of `length` bytes on the stream that `call` opened.
pub fn stream_hole(out: &mut Vec<u8>, call: &Header, length: i64) -> Result<(), WireError> {
    let header = Header { kind: MessageType::StreamHole, ..stream_header(call, Status::Continue) };
    write(out, &header, |to| StreamHole { length, flags: 0 }.encode(to))
}

/// The good end of a stream: asked for by a client, confirmed (and never sent unasked) by a server.
pub fn stream_finish(out: &mut Vec<u8>, call: &Header) {
    out.extend_from_slice(&stream_header(call, Status::Ok).alone());
}

/// A client's abort: a server's carries an error, see [`stream_error`].
pub fn stream_abort(out: &mut Vec<u8>, call: &Header) {
    out.extend_from_slice(&stream_header(call, Status::Error).alone());
}

/// A server's bad end of a stream.
pub fn stream_error(out: &mut Vec<u8>, call: &Header, error: &RemoteError) -> Result<(), WireError> {
    write(out, &stream_header(call, Status::Error), |to| error.encode(to))
}

fn stream_header(call: &Header, status: Status) -> Header {
    Header { kind: MessageType::Stream, status, ..*call }
}
