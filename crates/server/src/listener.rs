//! The sockets that clients connect to.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use host::FileError;
use host::socket::ListenOptions;
use rustix::io::Errno;
use tokio::net::{UnixListener, UnixStream};

/// Connections that may wait to be taken in; the kernel has a limit of its own (`net.core.somaxconn`).
const BACKLOG: i32 = 4096;

/// What connections through a socket may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    ReadWrite,
    /// What changes nothing and tells no secrets.
    ReadOnly,
}

/// A unix socket that is listened on. Its file goes when it is dropped, if it was made here.
#[derive(Debug)]
pub struct Listener {
    socket: UnixListener,
    file: Option<PathBuf>,
}

/// Why no connection could be taken in just now.
#[derive(Debug)]
pub(crate) struct AcceptProblem(io::Error);

impl Listener {
    /// Makes the socket `path` with `mode` bits, owned by the group `gid` if one is given. A file that a dead
    /// daemon left there is replaced.
    ///
    /// # Errors
    /// Somebody listens there, or the directory cannot be written.
    pub fn bind(path: &Path, mode: u32, gid: Option<u32>) -> Result<Self, FileError> {
        let options = ListenOptions { mode, uid: None, gid, backlog: BACKLOG };
        let socket = host::socket::listen(path, options)?;
        let mut listener = Self::adopt(socket).map_err(|e| FileError {
            action: "listen on",
            path: path.to_path_buf(),
            source: e,
        })?;
        listener.file = Some(path.to_path_buf());
        Ok(listener)
    }

    /// Takes over a socket that is listened on already, from systemd for one. Its file is left alone.
    ///
    /// # Errors
    /// It is not a socket that can be waited on.
    pub fn adopt(socket: std::os::unix::net::UnixListener) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        Ok(Self { socket: UnixListener::from_std(socket)?, file: None })
    }

    pub(crate) async fn accept(&self) -> Result<UnixStream, AcceptProblem> {
        self.socket.accept().await.map(|(stream, _)| stream).map_err(AcceptProblem)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let _ = std::fs::remove_file(file);
        }
    }
}

impl AcceptProblem {
    /// Whether file descriptors or memory are short, so that room has to be made.
    pub(crate) fn is_shortage(&self) -> bool {
        let errno = Errno::from_io_error(&self.0);
        matches!(errno, Some(Errno::MFILE | Errno::NFILE | Errno::NOBUFS | Errno::NOMEM))
    }

    /// How long to leave the socket alone. A client that has gone again is no reason to.
    pub(crate) fn pause(&self) -> Duration {
        Duration::from_millis(if self.is_shortage() { 50 } else { 0 })
    }

    pub(crate) fn log(&self) {
        tracing::warn!("cannot take in a connection: {}", self.0);
    }
}
