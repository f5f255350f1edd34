//! A byte stream to a daemon, whatever carries it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::process::Child;

use super::{ssh, tcp, tls, unix};
use crate::{Result, Transport, Uri};

/// What is asked for.
#[derive(Debug)]
pub(crate) struct LinkRequest<'a> {
    /// Where to.
    pub(crate) uri: &'a Uri,
    /// The socket for looking only.
    pub(crate) read_only: bool,
}

/// A stream to a daemon that has not said anything yet.
pub(crate) struct Link {
    pub(crate) reader: Reader,
    pub(crate) writer: Writer,
    /// Whether nobody on the way can read along.
    pub(crate) encrypted: bool,
}

/// What the program in between says on its standard error.
pub(crate) type Words = Arc<Mutex<String>>;

/// The half that is read.
pub(crate) struct Reader {
    half: Box<dyn AsyncRead + Send + Unpin>,
    /// The program in between, which ends with this half.
    program: Option<(Child, Words)>,
}

/// The half that is written.
pub(crate) struct Writer(Box<dyn AsyncWrite + Send + Unpin>);

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").field("encrypted", &self.encrypted).finish_non_exhaustive()
    }
}

impl Link {
    /// A stream over a socket.
    pub(crate) fn of(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, encrypted: bool) -> Self {
        let (reader, writer) = tokio::io::split(stream);
        Self {
            reader: Reader { half: Box::new(reader), program: None },
            writer: Writer(Box::new(writer)),
            encrypted,
        }
    }

    /// A stream through a program.
    pub(crate) fn through(
        program: Child,
        output: impl AsyncRead + Send + Unpin + 'static,
        input: impl AsyncWrite + Send + Unpin + 'static,
        words: Words,
    ) -> Self {
        Self {
            reader: Reader { half: Box::new(output), program: Some((program, words)) },
            writer: Writer(Box::new(input)),
            encrypted: true,
        }
    }

    /// Connects as the URI says.
    ///
    /// # Errors
    /// Why there is no connection. Without a time limit: the caller has one.
    pub(crate) async fn connect(request: LinkRequest<'_>) -> Result<Self> {
        match request.uri.transport {
            Transport::Unix => unix::connect(&request).await,
            Transport::Tcp => tcp::connect(request.uri).await,
            Transport::Tls => tls::connect(request.uri).await,
            Transport::Ssh => ssh::connect(&request),
        }
    }
}

impl Reader {
    /// Appends what has come; 0 at the end.
    pub(crate) async fn read_buf(&mut self, buffer: &mut BytesMut) -> std::io::Result<usize> {
        self.half.read_buf(buffer).await
    }

    /// What the program in between said, once it has ended.
    pub(crate) async fn last_words(&mut self) -> Option<String> {
        let (program, words) = self.program.as_mut()?;
        let ended = tokio::time::timeout(Duration::from_secs(1), program.wait()).await;
        // Its standard error is read by a task of its own, which may be a moment behind.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let words = words.lock().unwrap_or_else(PoisonError::into_inner).trim().replace('\n', "; ");
        match ended {
            _ if !words.is_empty() => Some(words),
            Ok(Ok(status)) if !status.success() => Some(format!("ssh ended with {status}")),
            _ => None,
        }
    }
}

impl Writer {
    /// Writes all of it.
    pub(crate) async fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(bytes).await?;
        self.0.flush().await
    }

    /// Says that nothing more comes.
    pub(crate) async fn shutdown(&mut self) -> std::io::Result<()> {
        self.0.shutdown().await
    }
}
