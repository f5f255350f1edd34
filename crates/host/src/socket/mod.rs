//! Unix sockets: listening and connecting by paths of any length, and who is at the other end.
//!
//! The kernel takes a path of at most 107 bytes for a socket (unix(7)). Longer ones are reached through a
//! descriptor of their directory: `/proc/self/fd/N/NAME` is short.

mod connect;
mod listen;
mod path;
mod peer;

pub use connect::connect;
pub use listen::{ListenOptions, listen};
pub use path::{MAX_PATH, fits};
pub use peer::{PeerCredentials, peer_credentials};

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

#[cfg(test)]
mod tests;
