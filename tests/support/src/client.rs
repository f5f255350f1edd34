//! A client that sends exactly the bytes it is told to.

use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};

use crate::args::Args;
use crate::frame::{Frame, kind, status};
use crate::reply::WireError;

/// What came, or why nothing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    /// A frame.
    Frame(Frame),
    /// The daemon closed the connection.
    Closed,
    /// Nothing, in the time that was given.
    Silence,
}

/// A raw connection.
#[derive(Debug)]
pub struct RawClient {
    stream: UnixStream,
    received: Vec<u8>,
    serial: u32,
}

impl RawClient {
    /// How long a daemon may take to answer.
    pub const PATIENCE: Duration = Duration::from_secs(20);

    /// Connects and says nothing.
    pub fn connect(socket: &Path) -> Self {
        Self::try_connect(socket).unwrap_or_else(|error| panic!("{}: {error}", socket.display()))
    }

    /// The same with a daemon that may not be there.
    pub fn try_connect(socket: &Path) -> io::Result<Self> {
        let stream = UnixStream::connect(socket)?;
        Ok(Self { stream, received: Vec::new(), serial: 0 })
    }

    /// Asks how to authenticate, as every client does first.
    pub fn authenticated(mut self) -> Self {
        self.call(66, []).expect("the ways to authenticate");
        self
    }

    /// Opens `qemu:///system`.
    pub fn opened(mut self) -> Self {
        self = self.authenticated();
        self.open("qemu:///system", 0).expect("open the connection");
        self
    }

    /// Opens a URI.
    pub fn open(&mut self, uri: &str, flags: u32) -> Result<Vec<u8>, WireError> {
        self.call(1, Args::new().some_text(uri).uint(flags))
    }

    /// Calls a procedure of the hypervisor program and waits for its answer. Events in between are dropped.
    pub fn call(&mut self, procedure: u32, payload: impl Into<Vec<u8>>) -> Result<Vec<u8>, WireError> {
        self.serial += 1;
        self.exchange(&Frame::call(procedure, self.serial, payload))
    }

    /// Sends a call and waits for its answer.
    pub fn exchange(&mut self, call: &Frame) -> Result<Vec<u8>, WireError> {
        self.send(call);
        loop {
            let reply = match self.receive() {
                Incoming::Frame(frame) => frame,
                other => panic!("no answer to procedure {} but {other:?}", call.procedure),
            };
            if reply.kind == kind::MESSAGE {
                continue;
            }
            let echoed = (reply.program, reply.version, reply.procedure, reply.serial);
            assert_eq!(
                echoed,
                (call.program, call.version, call.procedure, call.serial),
                "the answer is not to this call"
            );
            return match reply.status {
                status::OK => Ok(reply.payload),
                status::ERROR => Err(WireError::of(&reply.payload)),
                other => panic!("an answer with status {other}"),
            };
        }
    }

    /// Sends a frame.
    pub fn send(&mut self, frame: &Frame) {
        self.send_bytes(&frame.bytes()).expect("send a frame");
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Sends as much as the socket takes at once, and drops the rest.
    pub fn send_without_waiting(&mut self, bytes: &[u8]) {
        self.stream.set_nonblocking(true).expect("a socket that does not wait");
        let mut sent = 0;
        while let Ok(count) = self.stream.write(&bytes[sent..]) {
            sent += count;
            if sent == bytes.len() {
                break;
            }
        }
        self.stream.set_nonblocking(false).expect("a socket that waits");
    }

    /// Sends the one byte that carries a file descriptor.
    pub fn send_fd(&mut self, fd: BorrowedFd<'_>) {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        let fds = [fd];
        assert!(control.push(SendAncillaryMessage::ScmRights(&fds)), "room for one descriptor");
        sendmsg(self.stream.as_fd(), &[IoSlice::new(&[0])], &mut control, SendFlags::empty())
            .expect("send a descriptor");
    }

    /// Waits for the next frame.
    pub fn receive(&mut self) -> Incoming {
        self.receive_within(Self::PATIENCE)
    }

    /// Waits for the next frame, for so long.
    pub fn receive_within(&mut self, patience: Duration) -> Incoming {
        self.stream.set_read_timeout(Some(patience)).expect("a time limit");
        let mut part = [0; 65536];
        loop {
            if let Some(frame) = Frame::take(&mut self.received) {
                return Incoming::Frame(frame);
            }
            match self.stream.read(&mut part) {
                Ok(0) => return Incoming::Closed,
                Ok(count) => self.received.extend(&part[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Incoming::Silence;
                }
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return Incoming::Closed,
                Err(error) => panic!("cannot read: {error}"),
            }
        }
    }
}
