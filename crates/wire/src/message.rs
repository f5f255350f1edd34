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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Frame, FrameDecoder};
    use crate::qemu::procedure::DomainMonitorCommandWithFiles;
    use crate::remote::event::DomainEventCallbackReboot;
    use crate::remote::procedure::{DomainGetXmlDesc, DomainOpenConsole, DomainOpenGraphicsFd};
    use crate::remote::{DomainEventCallbackRebootMsg, DomainGetXmlDescArgs, DomainGetXmlDescRet};
    use crate::xdr::{Text, decode};

    /// The frames in a buffer; the zero bytes of file descriptors are added as a sender adds them.
    fn frames(out: &[u8], fds: usize) -> Vec<Frame> {
        let mut decoder = FrameDecoder::new();
        decoder.extend(out);
        decoder.extend(&vec![0; fds]);
        std::iter::from_fn(|| decoder.next_frame().unwrap()).collect()
    }

    fn only(out: &[u8], fds: usize) -> Frame {
        let mut frames = frames(out, fds);
        assert_eq!(frames.len(), 1);
        frames.remove(0)
    }

    #[test]
    fn a_call_and_its_reply_carry_the_same_numbers() {
        let args = DomainGetXmlDescArgs { flags: 2, ..Default::default() };
        let mut out = Vec::new();
        call::<DomainGetXmlDesc>(&mut out, 7, &args).unwrap();
        let asked = only(&out, 0);
        assert_eq!(asked.header, call_header::<DomainGetXmlDesc>(7));
        assert_eq!(decode(&asked.payload), Ok(args));

        for text in [Some("<domain/>"), None] {
            out.clear();
            match text {
                Some(text) => reply::<DomainGetXmlDesc>(&mut out, 7, &Text(text)),
                None => {
                    reply::<DomainGetXmlDesc>(&mut out, 7, &DomainGetXmlDescRet { xml: "<domain/>".into() })
                }
            }
            .unwrap();
            let answer = only(&out, 0);
            assert_eq!(answer.header, Header { kind: MessageType::Reply, ..asked.header });
            assert_eq!(decode(&answer.payload), Ok(DomainGetXmlDescRet { xml: "<domain/>".into() }));
        }
    }

    #[test]
    fn an_error_repeats_even_numbers_that_nobody_knows() {
        let asked = Header { program: 0x1234_5678, procedure: 9999, ..call_header::<DomainGetXmlDesc>(7) };
        let told = RemoteError { code: 39, message: Some("no".into()), ..Default::default() };
        let mut out = Vec::new();
        error(&mut out, &asked, &told).unwrap();
        let answer = only(&out, 0);
        assert_eq!(answer.header, Header { kind: MessageType::Reply, status: Status::Error, ..asked });
        assert_eq!(decode(&answer.payload), Ok(told));
    }

    #[test]
    fn file_descriptors_are_counted_in_front_of_the_values() {
        let mut out = Vec::new();
        reply_with_fds::<DomainOpenGraphicsFd>(&mut out, 7, &(), 1).unwrap();
        assert_eq!(out.len(), 32);
        let answer = only(&out, 1);
        assert_eq!((answer.header.kind, answer.fds, answer.payload.len()), (MessageType::ReplyWithFds, 1, 0));

        out.clear();
        call_with_fds::<DomainMonitorCommandWithFiles>(&mut out, 7, &Default::default(), 2).unwrap();
        let asked = only(&out, 2);
        assert_eq!((asked.header.kind, asked.fds), (MessageType::CallWithFds, 2));
    }

    #[test]
    fn events_carry_serial_one() {
        let body = DomainEventCallbackRebootMsg { callback_id: 5, ..Default::default() };
        let mut out = Vec::new();
        event::<DomainEventCallbackReboot>(&mut out, &body).unwrap();
        let frame = only(&out, 0);
        assert_eq!((frame.header.kind, frame.header.serial), (MessageType::Message, 1));
        assert_eq!(frame.header.procedure, 319);
        assert_eq!(decode(&frame.payload), Ok(body));
    }

    #[test]
    fn stream_frames_carry_the_numbers_of_the_call_that_opened_it() {
        let opened = call_header::<DomainOpenConsole>(7);
        let told = RemoteError { code: 38, ..Default::default() };
        let mut out = Vec::new();
        stream_data(&mut out, &opened, &vec![7; STREAM_CHUNK_MAX + 3]).unwrap();
        stream_hole(&mut out, &opened, 1 << 40).unwrap();
        stream_data(&mut out, &opened, b"").unwrap();
        stream_finish(&mut out, &opened);
        stream_abort(&mut out, &opened);
        stream_error(&mut out, &opened, &told).unwrap();

        let frames = frames(&out, 0);
        let shape = |frame: &Frame| (frame.header.kind, frame.header.status, frame.payload.len());
        let error_size = crate::xdr::encode(&told).unwrap().len();
        assert_eq!(
            frames.iter().map(shape).collect::<Vec<_>>(),
            [
                (MessageType::Stream, Status::Continue, STREAM_CHUNK_MAX),
                (MessageType::Stream, Status::Continue, 3),
                (MessageType::StreamHole, Status::Continue, 12),
                (MessageType::Stream, Status::Continue, 0),
                (MessageType::Stream, Status::Ok, 0),
                (MessageType::Stream, Status::Error, 0),
                (MessageType::Stream, Status::Error, error_size),
            ]
        );
        for frame in &frames {
            assert_eq!((frame.header.procedure, frame.header.serial), (201, 7));
        }
        assert_eq!(decode(&frames[2].payload), Ok(StreamHole { length: 1 << 40, flags: 0 }));
    }
}
