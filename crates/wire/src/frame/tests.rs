use proptest::prelude::*;

use super::*;
use crate::Program;
use crate::xdr::Encode;

const HEADER: Header = Header {
    program: Program::Remote.id(),
    version: 1,
    procedure: 16,
    kind: MessageType::Call,
    serial: 7,
    status: Status::Ok,
};

fn frame(header: &Header, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, header, |to| {
        to.raw(payload);
        Ok(())
    })
    .unwrap();
    out
}

fn with_fds(fds: u32, payload: &[u8]) -> Vec<u8> {
    let header = Header { kind: MessageType::CallWithFds, ..HEADER };
    [frame(&header, &[&fds.to_be_bytes(), payload].concat()), vec![0; fds as usize]].concat()
}

fn next(bytes: &[u8]) -> Result<Option<Frame>, WireError> {
    let mut decoder = FrameDecoder::new();
    decoder.extend(bytes);
    decoder.next_frame()
}

#[test]
fn a_frame_is_a_length_a_header_and_a_payload() {
    let bytes = frame(&HEADER, b"abcd");
    assert_eq!(bytes[..4], [0, 0, 0, 32]);
    assert_eq!(bytes[4..8], [0x20, 0, 0x80, 0x86]);
    assert_eq!(bytes[8..28], [0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0]);
    assert_eq!(&bytes[28..], b"abcd");
    let expected = Frame { header: HEADER, fds: 0, payload: Bytes::from_static(b"abcd") };
    assert_eq!(next(&bytes), Ok(Some(expected)));
}

#[test]
fn numbers_without_a_meaning_survive() {
    for number in [-1, 7, 99] {
        assert_eq!(MessageType::from_number(number), MessageType::Other(number));
    }
    for number in -2..9 {
        assert_eq!(MessageType::from_number(number).number(), number);
        assert_eq!(Status::from_number(number).number(), number);
    }
}

#[test]
fn lengths_outside_the_limits_end_the_connection() {
    let error = |length: u32| next(&length.to_be_bytes());
    for length in [0, 3, 4, 27] {
        assert_eq!(error(length), Err(WireError::FrameTooShort(length)));
    }
    assert_eq!(error(28), Ok(None));
    assert_eq!(error(33_554_436), Ok(None));
    for length in [33_554_437, u32::MAX] {
        assert_eq!(error(length), Err(WireError::FrameTooLong(length)));
    }
}

#[test]
fn the_longest_frame_is_written_and_read_and_no_longer_one() {
    let most = LENGTH_MAX - LENGTH_SIZE - HEADER_SIZE;
    let bytes = frame(&HEADER, &vec![7; most]);
    assert_eq!(next(&bytes).unwrap().unwrap().payload.len(), most);

    let mut out = b"before".to_vec();
    let written = write(&mut out, &HEADER, |to| {
        to.raw(&vec![7; most + 1]);
        Ok(())
    });
    assert_eq!(written, Err(WireError::TooLong { what: "payload", length: most + 1, limit: most }));
    assert_eq!(out, b"before", "nothing of it is left");
}

#[test]
fn a_body_that_fails_leaves_nothing_behind() {
    let mut out = b"before".to_vec();
    let written = write(&mut out, &HEADER, |to| {
        1u32.encode(to)?;
        to.opaque(&[0; 9], 8)
    });
    assert_eq!(written, Err(WireError::TooLong { what: "opaque", length: 9, limit: 8 }));
    assert_eq!(out, b"before");
}

#[test]
fn the_bytes_of_file_descriptors_belong_to_their_frame() {
    let bytes = [with_fds(2, b"abcd"), frame(&HEADER, b"")].concat();
    let mut decoder = FrameDecoder::new();
    // Behind the frame of 36 bytes come those of the descriptors: with one missing, it is not complete.
    decoder.extend(&bytes[..37]);
    assert_eq!(decoder.next_frame(), Ok(None));
    decoder.extend(&bytes[37..]);
    let first = decoder.next_frame().unwrap().unwrap();
    assert_eq!((first.fds, &first.payload[..]), (2, &b"abcd"[..]));
    let second = decoder.next_frame().unwrap().unwrap();
    assert_eq!((second.header, second.fds), (HEADER, 0));
    assert_eq!(decoder.buffered(), 0);
}

#[test]
fn file_descriptors_have_a_limit_and_need_a_transport() {
    assert_eq!(next(&with_fds(0, b"")).unwrap().unwrap().fds, 0);
    assert_eq!(next(&with_fds(32, b"")).unwrap().unwrap().fds, 32);
    assert_eq!(next(&with_fds(33, b"")), Err(WireError::TooManyFds(33)));
    let headless = frame(&Header { kind: MessageType::CallWithFds, ..HEADER }, b"");
    assert_eq!(next(&headless), Err(WireError::Truncated), "the count itself is missing");

    let mut tcp = FrameDecoder::without_fds();
    tcp.extend(&with_fds(0, b"abcd"));
    assert_eq!(&tcp.next_frame().unwrap().unwrap().payload[..], b"abcd");
    tcp.extend(&with_fds(1, b""));
    assert_eq!(tcp.next_frame(), Err(WireError::TooManyFds(1)));
}

proptest! {
    /// However the bytes are cut on their way, the same frames come out, and none early.
    #[test]
    fn frames_survive_any_cutting(
        frames in proptest::collection::vec(
            (any::<[i32; 4]>(), 0u32..3, proptest::collection::vec(any::<u8>(), 0..40)), 0..6),
        cuts in proptest::collection::vec(1usize..50, 1..40),
    ) {
        let mut bytes = Vec::new();
        let mut expected = Vec::new();
        for ([program, procedure, kind, status], fds, payload) in frames {
            let header = Header {
                program: program.cast_unsigned(),
                version: 1,
                procedure,
                kind: MessageType::from_number(kind % 8),
                serial: 9,
                status: Status::from_number(status),
            };
            let fds = if header.kind.has_fds() { fds } else { 0 };
            let count = if header.kind.has_fds() { fds.to_be_bytes().to_vec() } else { Vec::new() };
            bytes.extend(frame(&header, &[count, payload.clone()].concat()));
            bytes.extend(vec![0; fds as usize]);
            expected.push(Frame { header, fds, payload: payload.into() });
        }
        let mut decoder = FrameDecoder::new();
        let mut found = Vec::new();
        let mut rest = &bytes[..];
        for cut in cuts.into_iter().cycle() {
            let (now, later) = rest.split_at(cut.min(rest.len()));
            decoder.extend(now);
            while let Some(frame) = decoder.next_frame().unwrap() {
                found.push(frame);
            }
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(found, expected);
        prop_assert_eq!(decoder.buffered(), 0);
    }

    #[test]
    fn any_bytes_are_frames_or_an_error(bytes: Vec<u8>) {
        let mut decoder = FrameDecoder::new();
        decoder.extend(&bytes);
        while let Ok(Some(frame)) = decoder.next_frame() {
            prop_assert!(frame.fds <= FDS_MAX);
        }
    }
}
