//! Every frame of real sessions is understood and written again byte for byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "this is test code")]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use serde_json::Value;
use wire::frame::{Frame, FrameDecoder, MessageType, Status, write};
use wire::reencode::{Part, reencode};
use wire::remote::{RemoteError, StreamHole};
use wire::xdr::{decode, encode};
use wire::{Program, WireError, procedure};

/// How many frames, and of how many procedures, the recordings hold at least.
const FRAMES: usize = 3003;
const PROCEDURES: usize = 140;

#[test]
fn captured_frames_are_written_as_they_came() {
    let directory = match conformance::shared("protocol/captures") {
        Ok(directory) => directory,
        Err(reason) => return support::skip_this(&reason),
    };
    let (mut frames, mut differ, mut procedures) = (0, Vec::new(), BTreeSet::new());
    for file in fs::read_dir(directory).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            for Captured { frame, bytes } in read_session(&path) {
                frames += 1;
                procedures.insert((frame.header.program, frame.header.procedure));
                let written = write_again(&frame);
                if written.as_ref() != Ok(&bytes) {
                    differ.push(format!("{}: {frame:?}\nwritten as {written:?}", path.display()));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{} of {frames} frames differ:\n{}", differ.len(), differ.join("\n"));
    assert!(frames >= FRAMES, "only {frames} frames found");
    assert!(procedures.len() >= PROCEDURES, "only {} procedures found", procedures.len());
    for (program, number) in procedures {
        let known = Program::from_id(program).and_then(|program| procedure::find(program, number));
        assert!(known.is_some(), "{program:#x} {number}");
    }
}

struct Captured {
    frame: Frame,
    bytes: Vec<u8>,
}

/// The frames of one file. Each connection and direction has a decoder of its own, as in life, so that a
/// byte too few or too many in one frame would spoil the next.
fn read_session(path: &Path) -> Vec<Captured> {
    let mut decoders: HashMap<(u64, String), FrameDecoder> = HashMap::new();
    let text = fs::read_to_string(path).unwrap();
    let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let with_bytes = records.filter(|record| record.get("hex").is_some());
    let captured = with_bytes.map(|record| {
        let bytes = from_hex(record["hex"].as_str().unwrap());
        let from = (record["conn"].as_u64().unwrap(), record["dir"].as_str().unwrap().to_owned());
        let decoder = decoders.entry(from).or_default();
        decoder.extend(&bytes);
        let fds = announced_fds(&bytes);
        decoder.extend(&vec![0; fds as usize]);
        let frame = decoder.next_frame().unwrap().expect("a whole frame");
        assert_eq!((frame.fds, decoder.buffered()), (fds, 0), "{}", path.display());
        Captured { frame, bytes }
    });
    captured.collect()
}

/// The recordings leave out the bytes that file descriptors come with: as many as the frame announces.
fn announced_fds(bytes: &[u8]) -> u32 {
    let word = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let has_fds = MessageType::from_number(word(16).cast_signed()).has_fds();
    if has_fds { word(28) } else { 0 }
}

fn write_again(frame: &Frame) -> Result<Vec<u8>, WireError> {
    let payload = payload_again(frame)?;
    let mut out = Vec::new();
    write(&mut out, &frame.header, |to| {
        if frame.header.kind.has_fds() {
            to.raw(&frame.fds.to_be_bytes());
        }
        to.raw(&payload);
        Ok(())
    })?;
    Ok(out)
}

fn payload_again(frame: &Frame) -> Result<Vec<u8>, WireError> {
    let header = &frame.header;
    let part = match (header.kind, header.status) {
        (MessageType::Stream, Status::Continue | Status::Ok) => return Ok(frame.payload.to_vec()),
        // A client's abort carries nothing.
        (MessageType::Stream, Status::Error) if frame.payload.is_empty() => return Ok(Vec::new()),
        (_, Status::Error) => return encode(&decode::<RemoteError>(&frame.payload)?),
        (MessageType::StreamHole, _) => return encode(&decode::<StreamHole>(&frame.payload)?),
        (MessageType::Call | MessageType::CallWithFds, _) => Part::Args,
        (MessageType::Reply | MessageType::ReplyWithFds, _) => Part::Ret,
        (MessageType::Message, _) => Part::Body,
        (other, _) => panic!("no client or server sends {other:?}"),
    };
    let program = Program::from_id(header.program).expect("a known program");
    Ok(reencode(program, header.procedure, part, &frame.payload)?.expect("a known procedure"))
}

fn from_hex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).expect("hexadecimal") as u8;
    text.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}
