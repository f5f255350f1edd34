//! Ping and pong: how either side learns that the other is still there.

use crate::frame::{Header, MessageType, Status};
pub use crate::generated::keepalive::event;
use crate::{Event, Program};
use event::{Ping, Pong};

/// A keepalive message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Keepalive {
    /// "Are you there?", to be answered at once, even before authentication.
    Ping = Ping::NUMBER,
    /// "Yes."
    Pong = Pong::NUMBER,
}

impl Keepalive {
    /// The whole frame: a header without a payload, serial 0.
    pub const fn frame(self) -> [u8; 28] {
        Header {
            program: Program::Keepalive.id(),
            version: Program::VERSION,
            procedure: self as i32,
            kind: MessageType::Message,
            serial: 0,
            status: Status::Ok,
        }
        .alone()
    }

    /// The keepalive message that a header announces. Other versions and numbers are nothing that
    /// has to be answered.
    pub fn of(header: &Header) -> Option<Self> {
        if header.program != Program::Keepalive.id() || header.version != Program::VERSION {
            return None;
        }
        match (header.kind, header.procedure) {
            (MessageType::Message, Ping::NUMBER) => Some(Self::Ping),
            (MessageType::Message, Pong::NUMBER) => Some(Self::Pong),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::FrameDecoder;

    #[test]
    fn a_ping_is_twenty_eight_bytes_and_is_known_again() {
        for message in [Keepalive::Ping, Keepalive::Pong] {
            let mut decoder = FrameDecoder::new();
            decoder.extend(&message.frame());
            let frame = decoder.next_frame().unwrap().unwrap();
            assert_eq!(Keepalive::of(&frame.header), Some(message));
            assert!(frame.payload.is_empty());
        }
    }

    #[test]
    fn what_is_not_keepalive_is_let_through() {
        let ping = Header {
            program: Program::Keepalive.id(),
            version: 1,
            procedure: 1,
            kind: MessageType::Message,
            serial: 0,
            status: Status::Ok,
        };
        assert_eq!(Keepalive::of(&ping), Some(Keepalive::Ping));
        for other in [
            Header { version: 2, ..ping },
            Header { procedure: 3, ..ping },
            Header { program: Program::Remote.id(), ..ping },
            Header { kind: MessageType::Call, ..ping },
        ] {
            assert_eq!(Keepalive::of(&other), None, "{other:?}");
        }
    }
}
