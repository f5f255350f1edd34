//! The socket of one client: bytes and file descriptors, both ways, without ever waiting by itself.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::task::{Context, Poll, ready};

use rustix::cmsg_space;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, send, sendmsg,
};
use tokio::io::Interest;
use tokio::net::UnixStream;
use vm::Caller;
use wire::frame::{FDS_MAX, Frame, FrameDecoder};

use crate::outbox::{Next, Outbox};

/// The most that is read at once. The memory is shared by all sessions of a thread: a session keeps
/// only what was received.
const READ_AT_ONCE: usize = 64 * 1024;

/// File descriptors that may have arrived without a frame that takes them.
const STRAY_FDS_MAX: usize = 2 * FDS_MAX as usize;

thread_local! {
    static SCRATCH: RefCell<Box<[u8]>> = RefCell::new(vec![0; READ_AT_ONCE].into_boxed_slice());
}

/// A client's unix socket and the frames that come out of it.
#[derive(Debug)]
pub(crate) struct Transport {
    socket: UnixStream,
    decoder: FrameDecoder,
    /// Bytes that were received so far.
    received: u64,
    /// Descriptors that no frame has taken yet, and how far the stream was when each had arrived: a
    /// read ends with the byte that carries one.
    fds: VecDeque<(u64, OwnedFd)>,
}

/// A frame with its file descriptors.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) frame: Frame,
    pub(crate) fds: Vec<OwnedFd>,
}

impl Transport {
    pub(crate) fn new(socket: UnixStream) -> Self {
        Self { socket, decoder: FrameDecoder::new(), received: 0, fds: VecDeque::new() }
    }

    /// Who is at the other end, as the kernel says.
    pub(crate) fn peer(&self) -> io::Result<Caller> {
        let peer = self.socket.peer_cred()?;
        Ok(Caller { uid: peer.uid(), gid: peer.gid(), pid: peer.pid().unwrap_or(0), connection: 0 })
    }

    /// Receives what there is; 0 bytes mean that the client has closed its end.
    pub(crate) fn poll_receive(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.socket.poll_read_ready(cx))?;
            let mut outcome = None;
            // A read that does not fill the buffer has emptied the socket. Saying so spares the read that
            // would only find out; the readiness is cleared only if nothing has come in between.
            let _ = self.socket.try_io(Interest::READABLE, || {
                let (emptied, result) =
                    receive(&self.socket, &mut self.decoder, &mut self.fds, self.received);
                outcome = Some(result);
                if emptied { Err(io::ErrorKind::WouldBlock.into()) } else { Ok(()) }
            });
            match outcome {
                Some(Ok(count)) => {
                    self.received += count as u64;
                    return Poll::Ready(if self.fds.len() > STRAY_FDS_MAX {
                        Err(io::Error::other("too many file descriptors that no frame announces"))
                    } else {
                        Ok(count)
                    });
                }
                Some(Err(e))
                    if !matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) =>
                {
                    return Poll::Ready(Err(e));
                }
                _ => {}
            }
        }
    }

    /// The next whole frame. An error means that the stream cannot be understood any more.
    pub(crate) fn next_frame(&mut self) -> io::Result<Option<Received>> {
        let Some(frame) = self.decoder.next_frame().map_err(io::Error::other)? else { return Ok(None) };
        let end = self.received - self.decoder.buffered() as u64;
        let fds = self.take_fds(end, u64::from(frame.fds));
        if fds.len() < frame.fds as usize {
            return Err(io::Error::other("a frame announces file descriptors that did not come"));
        }
        Ok(Some(Received { frame, fds }))
    }

    /// The descriptors that came with the last `count` bytes before `end`. Those that came before these
    /// bytes, where none belongs, are closed.
    fn take_fds(&mut self, end: u64, count: u64) -> Vec<OwnedFd> {
        let mut taken = Vec::new();
        while let Some((at, fd)) = self.fds.pop_front_if(|(at, _)| *at <= end) {
            if at > end - count && taken.len() < count as usize {
                taken.push(fd);
            }
        }
        taken
    }

    /// Bytes that were received and belong to a frame that is not complete.
    pub(crate) fn unfinished(&self) -> usize {
        self.decoder.buffered()
    }

    /// Sends what the socket takes.
    pub(crate) fn send(&self, outbox: &mut Outbox) -> io::Result<()> {
        loop {
            let sent = match outbox.next() {
                Next::Nothing => return Ok(()),
                Next::Bytes(bytes) => self.try_send(|| send(&self.socket, bytes, SendFlags::NOSIGNAL)),
                Next::Descriptor(fd) => self.try_send(|| send_descriptor(&self.socket, fd)).map(|_| 0),
            };
            match sent {
                Ok(0) => outbox.descriptor_sent(),
                Ok(count) => outbox.bytes_sent(count),
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
    }

    fn try_send(&self, send: impl FnOnce() -> rustix::io::Result<usize>) -> io::Result<usize> {
        self.socket.try_io(Interest::WRITABLE, || Ok(send()?))
    }

    /// Waits until the socket takes bytes again.
    pub(crate) fn poll_writable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.socket.poll_write_ready(cx)
    }
}

/// Reads once. The first value says whether nothing is left to be read.
fn receive(
    socket: &UnixStream,
    decoder: &mut FrameDecoder,
    fds: &mut VecDeque<(u64, OwnedFd)>,
    before: u64,
) -> (bool, io::Result<usize>) {
    SCRATCH.with_borrow_mut(|scratch| {
        let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(FDS_MAX as usize))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let flags = RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT;
        let count = match recvmsg(socket.as_fd(), &mut [IoSliceMut::new(scratch)], &mut control, flags) {
            Ok(message) => message.bytes,
            Err(e) => return (e == rustix::io::Errno::AGAIN, Err(e.into())),
        };
        let mut with_fds = false;
        for message in control.drain() {
            if let RecvAncillaryMessage::ScmRights(came) = message {
                with_fds = true;
                fds.extend(came.map(|fd| (before + count as u64, fd)));
            }
        }
        let bytes = scratch.get(..count).unwrap_or_default();
        decoder.extend(bytes);
        // A read also ends behind a descriptor, and then more may be there.
        (count > 0 && count < READ_AT_ONCE && !with_fds, Ok(count))
    })
}

/// Sends the zero byte that carries a file descriptor.
fn send_descriptor(socket: &UnixStream, fd: &OwnedFd) -> rustix::io::Result<usize> {
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let fds = [fd.as_fd()];
    control.push(SendAncillaryMessage::ScmRights(&fds));
    sendmsg(socket.as_fd(), &[IoSlice::new(&[0])], &mut control, SendFlags::NOSIGNAL)
}
