//! Who is at the other end of a unix socket.

use std::io;

use tokio::net::UnixStream;

/// Who connected, as the kernel noted it at that time (SO_PEERCRED, unix(7)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PeerCredentials {
    /// Effective user.
    pub uid: u32,
    /// Effective group.
    pub gid: u32,
    /// Process; none when it lives in a pid namespace that we cannot see into.
    pub pid: Option<u32>,
}

/// Who is at the other end.
///
/// # Errors
/// When the socket is not connected.
pub fn peer_credentials(socket: &UnixStream) -> io::Result<PeerCredentials> {
    let credentials = socket.peer_cred()?;
    let pid = credentials.pid().and_then(|pid| u32::try_from(pid).ok()).filter(|&pid| pid != 0);
    Ok(PeerCredentials { uid: credentials.uid(), gid: credentials.gid(), pid })
}
