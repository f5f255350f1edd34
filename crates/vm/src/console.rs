//! Consoles: a guest's serial port, console or channel as a stream of bytes, one client at a time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::pty::PtyStream;
use model::Domain;
use model::device::chardev::{CharBackend, CharSource};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::UnixStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

use crate::guest::Guest;
use crate::owner::not_running;
use crate::process_slot::Run;
use crate::starting::trouble;

/// Who has which console of a run open; a client that is forced out is told by the token.
#[derive(Debug, Default)]
pub(crate) struct OpenConsoles(Mutex<HashMap<String, CancellationToken>>);

/// An open console. It ends when the guest ends, or when somebody else takes it by force.
#[derive(Debug)]
pub struct Console {
    end: End,
    taken: Pin<Box<WaitForCancellationFutureOwned>>,
    /// Dropped with the console: the device is free again.
    _session: Session,
}

#[derive(Debug)]
enum End {
    Terminal(PtyStream),
    Socket(UnixStream),
}

#[derive(Debug)]
struct Session {
    run: Arc<Run>,
    device: String,
    token: CancellationToken,
}

/// How long and how often a console is waited for that may just be closing.
const CLOSING: Duration = Duration::from_millis(5);
const CLOSING_ATTEMPTS: u32 = 10;

impl Guest {
    /// Opens a console (DOMAIN_OPEN_CONSOLE): the device with this alias, or the first console, serial port or
    /// parallel port. With `force`, whoever has it open loses it.
    ///
    /// # Errors
    /// 55 "domain is not running"; 8 for an unknown device or one that is no stream; 9 when a client has it
    /// open.
    pub async fn open_console(&self, device: Option<&str>, force: bool) -> Result<Console> {
        let live = self.live()?;
        let (alias, source) = find(live.domain(), device)?;
        self.open_stream(source, alias, force).await
    }

    /// The host's side of a character device as a stream. With `force`, whoever has it open loses it.
    pub(crate) async fn open_stream(
        &self,
        source: &CharSource,
        alias: String,
        force: bool,
    ) -> Result<Console> {
        let run = self.process().get().ok_or_else(not_running)?;
        // A client that has just closed it may be served by another thread, which is about to notice.
        let mut attempts = 0;
        let session = loop {
            match OpenConsoles::take(Arc::clone(&run), &alias, force) {
                Err(_) if attempts < CLOSING_ATTEMPTS => {
                    attempts += 1;
                    tokio::time::sleep(CLOSING).await;
                }
                taken => break taken?,
            }
        };
        let end = open(source, &alias).await?;
        let taken = Box::pin(session.token.clone().cancelled_owned());
        Ok(Console { end, taken, _session: session })
    }
}

impl OpenConsoles {
    fn take(run: Arc<Run>, device: &str, force: bool) -> Result<Session> {
        let mut open = run.consoles.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(other) = open.get(device) {
            if !force {
                let detail = "Active console session exists for this domain";
                return Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail));
            }
            other.cancel();
        }
        let token = CancellationToken::new();
        open.insert(device.to_owned(), token.clone());
        drop(open);
        Ok(Session { run, device: device.to_owned(), token })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whoever was forced out leaves the device to the one who came.
        if !self.token.is_cancelled() {
            let open = &self.run.consoles.0;
            open.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).remove(&self.device);
        }
    }
}

/// The character device with this alias; without one the first console, else serial or parallel port.
fn find<'a>(domain: &'a Domain, device: Option<&str>) -> Result<(String, &'a CharSource)> {
    let devices = &domain.devices;
    let consoles = devices.consoles.iter().map(|d| (&d.info, &d.source));
    let serials = devices.serials.iter().map(|d| (&d.info, &d.source));
    let parallels = devices.parallels.iter().map(|d| (&d.info, &d.source));
    let mut all = consoles.chain(serials).chain(parallels);
    let found = match device {
        Some(name) => all.find(|(info, _)| info.alias.as_deref() == Some(name)),
        None => all.next(),
    };
    let Some((info, source)) = found else {
        let detail = format!("cannot find character device {}", device.unwrap_or("<null>"));
        return Err(Error::new(Code::InternalError, ErrorDomain::Qemu, detail));
    };
    Ok((info.alias.clone().unwrap_or_default(), source))
}

async fn open(source: &CharSource, alias: &str) -> Result<End> {
    let path = source.path().map(PathBuf::from);
    match (&source.backend, path) {
        (CharBackend::Pty { .. }, Some(path)) => {
            PtyStream::open(&path).map(End::Terminal).map_err(|why| cannot_open(&why, &path))
        }
        (CharBackend::Unix(_), Some(path)) => {
            host::socket::connect(&path).await.map(End::Socket).map_err(|why| cannot_open(&why, &path))
        }
        _ => {
            let detail = format!("character device {alias} is not using a PTY or UNIX socket");
            Err(Error::new(Code::InternalError, ErrorDomain::Qemu, detail))
        }
    }
}

fn cannot_open(why: &std::io::Error, path: &Path) -> Error {
    trouble(why, "unable to open", path)
}

impl AsyncRead for Console {
    /// Ends when the guest has ended or somebody took the console by force.
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.taken.as_mut().poll(context).is_ready() {
            return Poll::Ready(Ok(()));
        }
        match &mut self.end {
            End::Terminal(terminal) => Pin::new(terminal).poll_read(context, buffer),
            End::Socket(socket) => Pin::new(socket).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Console {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        if self.taken.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(std::io::ErrorKind::BrokenPipe.into()));
        }
        match &mut self.end {
            End::Terminal(terminal) => Pin::new(terminal).poll_write(context, bytes),
            End::Socket(socket) => Pin::new(socket).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        match &mut self.end {
            End::Terminal(terminal) => Pin::new(terminal).poll_flush(context),
            End::Socket(socket) => Pin::new(socket).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        match &mut self.end {
            End::Terminal(terminal) => Pin::new(terminal).poll_shutdown(context),
            End::Socket(socket) => Pin::new(socket).poll_shutdown(context),
        }
    }
}
