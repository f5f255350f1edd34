//! Cutting a byte stream into lines, with a bound on what a peer can make us hold.

use bytes::{Bytes, BytesMut};

/// Bytes received and not yet handed on as a line.
///
/// QMP sends one JSON text a line, ended by `\r\n`; the guest agent ends its with `\n`. JSON escapes line feeds
/// inside strings, so a line feed always ends a message.
#[derive(Debug)]
pub struct LineBuffer {
    received: BytesMut,
    /// How many of the first bytes are known to hold no line feed: a long line is searched once, not once for
    /// every piece of it that arrives.
    searched: usize,
    limit: usize,
}

/// A line grew beyond its limit (in bytes, without its end).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a line is longer than {limit} bytes")]
pub struct LineTooLong {
    /// The limit that was passed, in bytes.
    pub limit: usize,
}

impl LineBuffer {
    /// An empty buffer for lines of at most `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { received: BytesMut::new(), searched: 0, limit }
    }

    /// Where a reader appends what it receives. Take lines out after every read: the limit is checked there.
    pub fn input(&mut self) -> &mut BytesMut {
        &mut self.received
    }

    /// The next whole line, without `\n` or `\r\n`; `None` until more has been received.
    ///
    /// # Errors
    /// A line beyond the limit, whole or not. The stream is of no use then.
    pub fn next_line(&mut self) -> Result<Option<Bytes>, LineTooLong> {
        let too_long = LineTooLong { limit: self.limit };
        let Some(unsearched) = self.received.get(self.searched..) else { return Ok(None) };
        let Some(offset) = unsearched.iter().position(|&byte| byte == b'\n') else {
            self.searched = self.received.len();
            // The `\r` of a line of exactly the allowed length may already be here.
            return if self.searched > self.limit.saturating_add(1) { Err(too_long) } else { Ok(None) };
        };
        let end = self.searched + offset;
        let mut line = self.received.split_to(end + 1);
        self.searched = 0;
        line.truncate(end);
        if line.last() == Some(&b'\r') {
            line.truncate(end - 1);
        }
        if line.len() > self.limit { Err(too_long) } else { Ok(Some(line.freeze())) }
    }

    /// Drops everything up to and including the first byte of value `mark`; false (and everything dropped)
    /// when it has not been received. The guest agent marks with 0xFF, a byte that no JSON text holds.
    pub fn skip_past(&mut self, mark: u8) -> bool {
        self.searched = 0;
        match self.received.iter().position(|&byte| byte == mark) {
            Some(at) => {
                let _ = self.received.split_to(at + 1);
                true
            }
            None => {
                self.received.clear();
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(buffer: &mut LineBuffer) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| buffer.next_line().unwrap()).map(|line| line.to_vec()).collect()
    }

    #[test]
    fn both_line_ends_and_half_lines() {
        let mut buffer = LineBuffer::new(100);
        buffer.input().extend_from_slice(b"one\r\ntwo\n\nthr");
        assert_eq!(lines(&mut buffer), [b"one".to_vec(), b"two".to_vec(), b"".to_vec()]);
        buffer.input().extend_from_slice(b"ee\r");
        assert_eq!(buffer.next_line(), Ok(None));
        buffer.input().extend_from_slice(b"\n");
        assert_eq!(lines(&mut buffer), [b"three".to_vec()]);
    }

    #[test]
    fn the_limit_counts_the_line_and_not_its_end() {
        for (input, allowed) in
            [("1234\n", true), ("1234\r\n", true), ("1234\r", true), ("12345\n", false), ("123456", false)]
        {
            let mut buffer = LineBuffer::new(4);
            buffer.input().extend_from_slice(input.as_bytes());
            assert_eq!(buffer.next_line().is_ok(), allowed, "{input:?}");
        }
    }

    #[test]
    fn a_mark_ends_the_rubbish_before_it() {
        let mut buffer = LineBuffer::new(100);
        buffer.input().extend_from_slice(b"old reply\nhalf");
        assert_eq!(buffer.next_line().unwrap().unwrap(), "old reply");
        assert_eq!(buffer.next_line(), Ok(None));
        assert!(!buffer.skip_past(0xff));
        buffer.input().extend_from_slice(b" more\xffnew\n");
        assert!(buffer.skip_past(0xff));
        assert_eq!(lines(&mut buffer), [b"new".to_vec()]);
    }

    proptest! {
        /// However the stream is cut into pieces, the same lines come out.
        #[test]
        fn pieces_do_not_matter(
            sent in prop::collection::vec("[ -~]{0,20}", 0..10),
            cuts in prop::collection::vec(1usize..9, 0..60),
        ) {
            let stream: Vec<u8> = sent.iter().flat_map(|line| [line.as_bytes(), b"\r\n"].concat()).collect();
            let mut buffer = LineBuffer::new(20);
            let mut got = Vec::new();
            let mut rest = stream.as_slice();
            for cut in cuts.into_iter().chain([usize::MAX]) {
                let (piece, later) = rest.split_at(cut.min(rest.len()));
                buffer.input().extend_from_slice(piece);
                got.extend(lines(&mut buffer));
                rest = later;
            }
            prop_assert_eq!(got, sent.iter().map(|line| line.as_bytes().to_vec()).collect::<Vec<_>>());
        }

        /// No bytes make it panic, and none are invented.
        #[test]
        fn any_bytes(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..30), 0..20)) {
            let mut buffer = LineBuffer::new(16);
            for piece in pieces {
                buffer.input().extend_from_slice(&piece);
                loop {
                    match buffer.next_line() {
                        Ok(Some(line)) => prop_assert!(line.len() <= 16 && !line.contains(&b'\n')),
                        Ok(None) => break,
                        Err(_) => return Ok(()),
                    }
                }
            }
        }
    }
}
