//! Listening on a unix socket.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::net::UnixListener;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Gid, Mode, Uid, chownat, fchmod};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType, socket_with};

use super::path::ShortPath;
use crate::error::{About as _, FileError};

/// How a socket shall stand in its directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListenOptions {
    /// Its permission bits: who may write to it may connect.
    pub mode: u32,
    /// Its user, if not ours.
    pub uid: Option<u32>,
    /// Its group, if not ours.
    pub gid: Option<u32>,
    /// How many connections may wait to be accepted.
    pub backlog: i32,
}

impl Default for ListenOptions {
    fn default() -> Self {
        Self { mode: 0o600, uid: None, gid: None, backlog: 1024 }
    }
}

/// A listening, non-blocking stream socket at a path of any length. A socket there that nobody listens to any
/// more is replaced; at no time may anybody connect who later may not.
///
/// The listener may be given to a program as its descriptor.
///
/// # Errors
/// `AddrInUse` when somebody listens there, or something else is there; those of the directory.
pub fn listen(path: &Path, options: ListenOptions) -> Result<UnixListener, FileError> {
    bind_and_listen(path, options).about("listen on", path)
}

fn bind_and_listen(path: &Path, options: ListenOptions) -> io::Result<UnixListener> {
    let short = ShortPath::through_directory(path)?;
    remove_if_deserted(&short.path)?;
    let socket = new_socket()?;
    let mode = Mode::from_raw_mode(options.mode);
    // The mode that the socket has of itself, less our creation mask, becomes that of the file: never more
    // than was asked for, and without changing the mask of the whole process.
    fchmod(&socket, mode)?;
    rustix::net::bind(&socket, &SocketAddrUnix::new(&short.path)?)?;
    let ready = settle(&socket, &short.path, options);
    if ready.is_err() {
        // Made a moment ago by ourselves.
        let _ = std::fs::remove_file(&short.path);
    }
    ready?;
    Ok(UnixListener::from(socket))
}

/// Nobody can connect before `listen`, so the rest of who may is settled before that.
fn settle(socket: &OwnedFd, path: &Path, options: ListenOptions) -> io::Result<()> {
    if options.uid.is_some() || options.gid.is_some() {
        let (uid, gid) = (options.uid.map(Uid::from_raw), options.gid.map(Gid::from_raw));
        chownat(CWD, path, uid, gid, AtFlags::SYMLINK_NOFOLLOW)?;
    }
    rustix::fs::chmod(path, Mode::from_raw_mode(options.mode))?;
    Ok(rustix::net::listen(socket, options.backlog)?)
}

fn new_socket() -> io::Result<OwnedFd> {
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    Ok(socket_with(AddressFamily::UNIX, SocketType::STREAM, flags, None)?)
}

fn remove_if_deserted(path: &Path) -> io::Result<()> {
    let found = match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found?,
    };
    if !found.file_type().is_socket() {
        return Err(Errno::ADDRINUSE.into());
    }
    match rustix::net::connect(&new_socket()?, &SocketAddrUnix::new(path)?) {
        Err(Errno::CONNREFUSED) => std::fs::remove_file(path),
        // Gone since we looked.
        Err(Errno::NOENT) => Ok(()),
        _ => Err(Errno::ADDRINUSE.into()),
    }
}
