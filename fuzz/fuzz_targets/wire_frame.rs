//! A client's bytes: frames are found in them, and their payloads are read as every message that they
//! could be.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::Program;
use wire::WireError;
use wire::frame::{Frame, FrameDecoder, HEADER_SIZE, LENGTH_SIZE, MessageType, write};
use wire::reencode::{Part, reencode};
use wire::remote::{RemoteError, StreamHole};
use wire::xdr::{Decode, Encode, decode, encode};

fuzz_target!(|bytes: &[u8]| {
    // However the bytes are cut, the same frames come out.
    let frames = frames(bytes, bytes.len().max(1));
    assert_eq!(frames, self::frames(bytes, 7));
    let shortest = LENGTH_SIZE + HEADER_SIZE;
    assert!(frames.len() * shortest <= bytes.len());
    for frame in &frames {
        assert_eq!(read_again(frame), *frame);
        read_payload(frame);
    }
});

fn frames(bytes: &[u8], step: usize) -> Vec<Frame> {
    let mut decoder = FrameDecoder::new();
    let mut frames = Vec::new();
    for piece in bytes.chunks(step) {
        decoder.extend(piece);
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(_) => return frames,
            }
        }
    }
    frames
}

/// The frame, written and found again.
fn read_again(frame: &Frame) -> Frame {
    let mut out = Vec::new();
    write(&mut out, &frame.header, |to| {
        if frame.header.kind.has_fds() {
            to.raw(&frame.fds.to_be_bytes());
        }
        to.raw(&frame.payload);
        Ok(())
    })
    .expect("what was received can be sent");
    out.resize(out.len() + frame.fds as usize, 0);
    frames(&out, out.len()).pop().expect("what was sent is received")
}

fn read_payload(frame: &Frame) {
    stable(&frame.payload, |payload| again::<RemoteError>(payload));
    stable(&frame.payload, |payload| again::<StreamHole>(payload));
    let Some(program) = Program::from_id(frame.header.program) else { return };
    let parts = match frame.header.kind {
        MessageType::Call | MessageType::CallWithFds => &[Part::Args][..],
        MessageType::Reply | MessageType::ReplyWithFds => &[Part::Ret],
        MessageType::Message => &[Part::Body],
        _ => &[Part::Args, Part::Ret, Part::Body],
    };
    for &part in parts {
        stable(&frame.payload, |payload| reencode(program, frame.header.procedure, part, payload));
    }
}

/// What was understood of a payload is understood again, as the same value.
fn stable(payload: &[u8], reencode: impl Fn(&[u8]) -> Result<Option<Vec<u8>>, WireError>) {
    match reencode(payload) {
        Ok(Some(once)) => assert_eq!(reencode(&once), Ok(Some(once))),
        // Bytes that are no text grow when they become one, and may then be over a string's limit.
        Ok(None) | Err(_) => {}
    }
}

fn again<T: Decode + Encode>(payload: &[u8]) -> Result<Option<Vec<u8>>, WireError> {
    encode(&decode::<T>(payload)?).map(Some)
}
