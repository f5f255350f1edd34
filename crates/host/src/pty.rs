//! The slave side of a pseudo terminal as a stream of bytes: what a guest's serial console says and hears.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};

/// An open terminal, raw: bytes go through unchanged, nothing is echoed and no byte makes a signal.
#[derive(Debug)]
pub struct PtyStream {
    terminal: AsyncFd<File>,
}

impl PtyStream {
    /// Opens a terminal device such as `/dev/pts/3`. It does not become our controlling terminal. Must be
    /// called within a tokio runtime.
    ///
    /// # Errors
    /// When it is not there, may not be opened, or is no terminal.
    pub fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::NOCTTY | OFlags::NONBLOCK;
        let mut options = OpenOptions::new();
        let terminal = options.read(true).write(true).custom_flags(flags.bits().cast_signed()).open(path)?;
        let mut settings = tcgetattr(&terminal)?;
        settings.make_raw();
        tcsetattr(&terminal, OptionalActions::Now, &settings)?;
        Ok(Self { terminal: crate::watch::watch(terminal, Interest::READABLE | Interest::WRITABLE)? })
    }
}

impl AsyncRead for PtyStream {
    /// Ends when the master side is closed.
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            let mut ready = ready!(self.terminal.poll_read_ready(context))?;
            match ready.try_io(|terminal| terminal.get_ref().read(buffer.initialize_unfilled())) {
                Ok(Ok(count)) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                // What a terminal says whose other side is closed.
                Ok(Err(error)) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => {
                    return Poll::Ready(Ok(()));
                }
                Ok(Err(error)) => return Poll::Ready(Err(error)),
                Err(_would_block) => {}
            }
        }
    }
}

impl AsyncWrite for PtyStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        loop {
            let mut ready = ready!(self.terminal.poll_write_ready(context))?;
            match ready.try_io(|terminal| terminal.get_ref().write(bytes)) {
                Ok(result) => return Poll::Ready(result),
                Err(_would_block) => {}
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::PathBuf;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    /// A terminal's master side, and the path of the other.
    fn terminal() -> (File, PathBuf) {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        (File::from(master), PathBuf::from(std::ffi::OsStr::from_bytes(name.to_bytes())))
    }

    #[tokio::test]
    async fn bytes_go_through_unchanged() {
        let (mut master, path) = terminal();
        let mut stream = PtyStream::open(&path).unwrap();
        // What a terminal in its usual state would act upon: interrupt, end of file, line ends, stop.
        let bytes = b"\x03\x04\r\n\x13\x11\xff\x00x";
        master.write_all(bytes).unwrap();
        let mut heard = [0; 9];
        stream.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, bytes);
        stream.write_all(bytes).await.unwrap();
        master.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, bytes);
        let silent = tokio::time::timeout(Duration::from_millis(20), stream.read(&mut heard)).await;
        assert!(silent.is_err(), "it echoes");
        drop(master);
        assert_eq!(stream.read(&mut heard).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_is_no_terminal() {
        assert!(PtyStream::open(Path::new("/dev/null")).is_err());
        assert!(PtyStream::open(Path::new("/no/such/terminal")).is_err());
    }
}
