//! Frames as bytes: what stands in the protocol's description, written down a second time on purpose.

/// The program of the hypervisor calls.
pub const REMOTE: u32 = 0x2000_8086;
/// The program of QEMU's own calls.
pub const QEMU: u32 = 0x2000_8087;
/// The program of the container driver's calls, which we do not serve.
pub const LXC: u32 = 0x0006_8000;
/// The program of pings.
pub const KEEPALIVE: u32 = 0x6b65_6570;

/// What kind of frame it is.
pub mod kind {
    /// A call.
    pub const CALL: u32 = 0;
    /// The answer to one.
    pub const REPLY: u32 = 1;
    /// An event, or a ping.
    pub const MESSAGE: u32 = 2;
    /// A part of a stream.
    pub const STREAM: u32 = 3;
    /// A call that brings file descriptors.
    pub const CALL_WITH_FDS: u32 = 4;
    /// An answer that brings file descriptors.
    pub const REPLY_WITH_FDS: u32 = 5;
    /// A hole in a stream.
    pub const STREAM_HOLE: u32 = 6;
}

/// How it went.
pub mod status {
    /// Well.
    pub const OK: u32 = 0;
    /// The payload is an error.
    pub const ERROR: u32 = 1;
    /// More of the stream follows.
    pub const CONTINUE: u32 = 2;
}

/// One frame: its header's six words and its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Which program.
    pub program: u32,
    /// Which version of it.
    pub version: u32,
    /// Which procedure.
    pub procedure: u32,
    /// Which [`kind`].
    pub kind: u32,
    /// The caller's number for it.
    pub serial: u32,
    /// Which [`status`].
    pub status: u32,
    /// What follows the header.
    pub payload: Vec<u8>,
}

impl Frame {
    /// A call of the hypervisor program.
    pub fn call(procedure: u32, serial: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            program: REMOTE,
            version: 1,
            procedure,
            kind: kind::CALL,
            serial,
            status: status::OK,
            payload: payload.into(),
        }
    }

    /// A ping (procedure 1) or its answer (2).
    pub fn keepalive(procedure: u32) -> Self {
        Self { program: KEEPALIVE, kind: kind::MESSAGE, ..Self::call(procedure, 0, []) }
    }

    /// The bytes, length word included.
    pub fn bytes(&self) -> Vec<u8> {
        let length = 28 + u32::try_from(self.payload.len()).expect("a frame is not that long");
        let words = [length, self.program, self.version, self.procedure, self.kind, self.serial, self.status];
        words.iter().flat_map(|word| word.to_be_bytes()).chain(self.payload.iter().copied()).collect()
    }

    /// A frame from its bytes, length word included; `None` until all of them are there.
    pub fn take(buffer: &mut Vec<u8>) -> Option<Self> {
        let word = |at: usize| {
            buffer.get(at..at + 4).map(|four| u32::from_be_bytes(four.try_into().expect("four bytes")))
        };
        let length = word(0)? as usize;
        assert!(length >= 28, "the daemon sent a frame of {length} bytes");
        if buffer.len() < length {
            return None;
        }
        let (program, version, procedure) = (word(4)?, word(8)?, word(12)?);
        let (kind, serial, status) = (word(16)?, word(20)?, word(24)?);
        let payload = buffer[28..length].to_vec();
        buffer.drain(..length);
        Some(Self { program, version, procedure, kind, serial, status, payload })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_taken_only_when_whole() {
        let frame = Frame::call(60, 7, [0, 0, 0, 10]);
        let bytes = frame.bytes();
        let mut partial = bytes[..bytes.len() - 1].to_vec();
        assert_eq!(Frame::take(&mut partial), None);
        let mut more = [bytes.clone(), bytes].concat();
        assert_eq!(Frame::take(&mut more), Some(frame.clone()));
        assert_eq!(Frame::take(&mut more), Some(frame));
        assert!(more.is_empty());
    }
}
