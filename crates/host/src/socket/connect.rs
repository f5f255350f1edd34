//! Connecting to a unix socket.

use std::io;
use std::path::Path;

use tokio::net::UnixStream;

use super::path::ShortPath;

/// Connects to a listening stream socket, however long its path is. Must be called within a tokio runtime.
/// Never blocks.
///
/// # Errors
/// `NotFound`; `ConnectionRefused` when nobody listens; `PermissionDenied`; `WouldBlock` when more are waiting
/// to be accepted than the listener takes.
pub async fn connect(path: &Path) -> io::Result<UnixStream> {
    let short = ShortPath::to_existing(path)?;
    UnixStream::connect(&short.path).await
}
