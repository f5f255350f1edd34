//! Two sockets that are connected with each other from the beginning.

use std::io;
use std::os::fd::OwnedFd;

/// Two connected stream sockets: one for us, which belongs to the tokio runtime this is called in, and one to
/// give to a program.
///
/// # Errors
/// When there are no descriptors left.
pub fn pair() -> io::Result<(tokio::net::UnixStream, OwnedFd)> {
    let (ours, theirs) = std::os::unix::net::UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    Ok((tokio::net::UnixStream::from_std(ours)?, theirs.into()))
}
