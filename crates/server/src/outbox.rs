//! What is to be sent to one client: bytes in order, and the file descriptors among them.

use std::collections::VecDeque;
use std::os::fd::OwnedFd;

/// Capacity that an empty outbox keeps; more is given back.
const KEPT_CAPACITY: usize = 8 * 1024;

/// Frames that wait to be sent. A file descriptor travels with one zero byte of its own behind the frame
/// that announces it, so its place is remembered.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    bytes: Vec<u8>,
    /// How much of `bytes` has been sent.
    sent: usize,
    /// Where in `bytes` the byte of each file descriptor stands.
    fds: VecDeque<(usize, OwnedFd)>,
}

/// What the socket takes next.
#[derive(Debug)]
pub(crate) enum Next<'a> {
    /// Nothing is left.
    Nothing,
    /// Bytes without a file descriptor.
    Bytes(&'a [u8]),
    /// One byte that carries a file descriptor.
    Descriptor(&'a OwnedFd),
}

impl Outbox {
    /// Where frames are appended.
    pub(crate) fn frames(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Appends a whole frame and the file descriptors that it announces.
    pub(crate) fn push(&mut self, frame: &[u8], fds: Vec<OwnedFd>) {
        self.bytes.extend_from_slice(frame);
        for fd in fds {
            self.fds.push_back((self.bytes.len(), fd));
            self.bytes.push(0);
        }
    }

    /// Bytes that have not been sent.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - self.sent
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What to send next.
    pub(crate) fn next(&self) -> Next<'_> {
        match self.fds.front() {
            Some((at, fd)) if *at == self.sent => Next::Descriptor(fd),
            Some((at, _)) => Next::Bytes(self.bytes.get(self.sent..*at).unwrap_or_default()),
            None if self.is_empty() => Next::Nothing,
            None => Next::Bytes(self.bytes.get(self.sent..).unwrap_or_default()),
        }
    }

    /// Takes note that the byte of the first file descriptor was sent with it.
    pub(crate) fn descriptor_sent(&mut self) {
        self.fds.pop_front();
        self.bytes_sent(1);
    }

    /// Takes note that `count` bytes were sent, and gives back memory that is not needed any more.
    pub(crate) fn bytes_sent(&mut self, count: usize) {
        self.sent += count;
        if self.is_empty() {
            self.sent = 0;
            self.bytes.clear();
            if self.bytes.capacity() > KEPT_CAPACITY {
                self.bytes = Vec::new();
            }
        } else if self.sent > self.bytes.len() / 2 {
            self.bytes.drain(..self.sent);
            for (at, _) in &mut self.fds {
                *at -= self.sent;
            }
            self.sent = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some_fd() -> OwnedFd {
        std::fs::File::open("/dev/null").unwrap().into()
    }

    /// Sends at most `step` bytes at a time; `d` stands for a descriptor's byte.
    fn drain(outbox: &mut Outbox, step: usize) -> String {
        let mut seen = String::new();
        loop {
            match outbox.next() {
                Next::Nothing => return seen,
                Next::Descriptor(_) => {
                    seen.push('d');
                    outbox.descriptor_sent();
                }
                Next::Bytes(bytes) => {
                    assert!(!bytes.is_empty());
                    let bytes = &bytes[..bytes.len().min(step)];
                    seen.push_str(std::str::from_utf8(bytes).unwrap());
                    let count = bytes.len();
                    outbox.bytes_sent(count);
                }
            }
        }
    }

    #[test]
    fn descriptors_keep_their_place_however_little_is_sent_at_a_time() {
        for step in [1, 2, 3, 100] {
            let mut outbox = Outbox::default();
            outbox.frames().extend_from_slice(b"one");
            outbox.push(b"two", vec![some_fd(), some_fd()]);
            outbox.push(b"three", vec![some_fd()]);
            outbox.frames().extend_from_slice(b"four");
            assert_eq!(outbox.len(), 3 + 3 + 2 + 5 + 1 + 4);
            assert_eq!(drain(&mut outbox, step), "onetwoddthreedfour", "{step}");
        }
    }

    #[test]
    fn an_empty_outbox_keeps_little_memory() {
        let mut outbox = Outbox::default();
        outbox.frames().extend_from_slice(&vec![b'x'; 1 << 20]);
        drain(&mut outbox, 1000);
        assert!(outbox.bytes.capacity() <= KEPT_CAPACITY);
    }
}
