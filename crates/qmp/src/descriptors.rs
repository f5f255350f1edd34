//! Sending and receiving bytes with file descriptors beside them (SCM_RIGHTS, unix(7)).

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, sendmsg,
};

/// The most descriptors that one command carries. QEMU takes 16 of one message (`TCP_MAX_FDS`), and its
/// commands use one.
pub(crate) const MAX_DESCRIPTORS: usize = 16;

/// Sends `bytes` (at least one) and, with the first of them, `descriptors`. Returns how many bytes were taken;
/// if any were, so were all descriptors.
///
/// # Errors
/// Of sendmsg(2): `WouldBlock` on a full socket; `InvalidInput` for more than [`MAX_DESCRIPTORS`].
pub(crate) fn send(socket: impl AsFd, bytes: &[u8], descriptors: &[OwnedFd]) -> io::Result<usize> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_DESCRIPTORS))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    let borrowed: Vec<BorrowedFd<'_>> = descriptors.iter().map(AsFd::as_fd).collect();
    if !borrowed.is_empty() && !ancillary.push(SendAncillaryMessage::ScmRights(&borrowed)) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "too many descriptors for one command"));
    }
    let slices = [io::IoSlice::new(bytes)];
    Ok(sendmsg(socket, &slices, &mut ancillary, SendFlags::NOSIGNAL | SendFlags::DONTWAIT)?)
}

/// Receives bytes and appends the descriptors that came with them, which close on exec. Returns how many bytes
/// came; zero at the end.
///
/// # Errors
/// Of recvmsg(2): `WouldBlock` when nothing is there.
pub(crate) fn receive(
    socket: impl AsFd,
    bytes: &mut [u8],
    descriptors: &mut Vec<OwnedFd>,
) -> io::Result<usize> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_DESCRIPTORS))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT;
    let received = recvmsg(socket, &mut [io::IoSliceMut::new(bytes)], &mut ancillary, flags)?;
    for message in ancillary.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            descriptors.extend(rights);
        }
    }
    Ok(received.bytes)
}
