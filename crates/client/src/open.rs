//! Opening a connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use wire::remote::ConnectOpenArgs;

use crate::auth::{self, Credentials};
use crate::pending::Pending;
use crate::traffic::{Patience, UNSENT, read, write};
use crate::transport::{Link, LinkRequest};
use crate::{ClientError, Connection, Feature, Result, Settings, Uri};

/// `VIR_CONNECT_RO`.
const READ_ONLY: u32 = 1;

/// How a connection is to be opened, and how it is to behave.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    read_only: bool,
    deadline: Duration,
    calls_at_once: usize,
    keepalive: Option<Patience>,
    credentials: Option<Credentials>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            read_only: false,
            deadline: Duration::from_secs(30),
            calls_at_once: 4,
            keepalive: Some(Patience { interval: Duration::from_secs(5), count: 6 }),
            credentials: None,
        }
    }
}

impl OpenOptions {
    /// A connection that may do everything, with a deadline of 30 s for each call, four calls at once, and a ping
    /// every 5 s of silence.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only look.
    #[must_use]
    pub fn read_only(self, read_only: bool) -> Self {
        Self { read_only, ..self }
    }

    /// How long opening takes at most, and each call.
    #[must_use]
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// How many calls may be unanswered at once, at least 1. A stock daemon reads no more from a client with five,
    /// not even its pings.
    #[must_use]
    pub fn calls_at_once(self, calls_at_once: usize) -> Self {
        Self { calls_at_once, ..self }
    }

    /// After how much silence the daemon is asked whether it is there, and after how many such questions it is
    /// given up; `None` never asks.
    #[must_use]
    pub fn keepalive(self, keepalive: Option<(Duration, u32)>) -> Self {
        let keepalive = keepalive.map(|(interval, count)| Patience { interval, count });
        Self { keepalive, ..self }
    }

    /// As whom to log in with SASL. Without it `auth.conf` is looked at.
    #[must_use]
    pub fn credentials(self, user: &str, password: &str) -> Self {
        let credentials = Credentials { user: user.to_owned(), password: password.to_owned() };
        Self { credentials: Some(credentials), ..self }
    }

    /// Opens the daemon that `LIBVIRT_DEFAULT_URI` or `libvirt.conf` names, else the usual one.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_default(&self) -> Result<Connection> {
        self.open(&Settings::load()?.default_uri()).await
    }

    /// Opens a URI, or an alias of `libvirt.conf`.
    ///
    /// # Errors
    /// When the URI cannot be understood, nobody answers, logging in fails, or the daemon refuses; and when all
    /// that takes longer than the deadline.
    pub async fn open(&self, uri: &str) -> Result<Connection> {
        let settings = Settings::load()?;
        let uri = Uri::parse(settings.resolve(uri))?;
        let opened = tokio::time::timeout(self.deadline, self.open_parsed(&uri)).await;
        opened.unwrap_or(Err(ClientError::Deadline { what: "opening the connection", after: self.deadline }))
    }

    /// Opens a connection over a stream that somebody else has made: a tunnel, a socket pair. Descriptors do not
    /// come over it.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_over(
        &self,
        uri: &str,
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    ) -> Result<Connection> {
        let uri = Uri::parse(uri)?;
        let opened = tokio::time::timeout(self.deadline, self.greet(&uri, Link::of(stream, false))).await;
        opened.unwrap_or(Err(ClientError::Deadline { what: "opening the connection", after: self.deadline }))
    }

    async fn open_parsed(&self, uri: &Uri) -> Result<Connection> {
        let link = Link::connect(LinkRequest { uri, read_only: self.read_only }).await?;
        self.greet(uri, link).await
    }

    async fn greet(&self, uri: &Uri, link: Link) -> Result<Connection> {
        let pings = Arc::new(AtomicBool::new(false));
        let connection = self.start(uri, link, &pings);
        auth::authenticate(&connection, uri, self.credentials.as_ref()).await?;
        // Asking this is what has the daemon ping us.
        if self.keepalive.is_some() && connection.has_feature(Feature::ProgramKeepalive).await? {
            pings.store(true, Ordering::Relaxed);
        }
        let flags = if self.read_only { READ_ONLY } else { 0 };
        connection.connect_open(&ConnectOpenArgs { name: Some(uri.for_the_daemon()), flags }).await?;
        Ok(connection)
    }

    fn start(&self, uri: &Uri, link: Link, pings: &Arc<AtomicBool>) -> Connection {
        let pending = Arc::new(Pending::new(self.calls_at_once));
        let (outgoing, queue) = mpsc::channel(UNSENT);
        let writer = tokio::spawn(write(link.writer, queue, Arc::clone(&pending)));
        let reader = tokio::spawn(read(
            link.reader,
            outgoing.clone(),
            Arc::clone(&pending),
            self.keepalive,
            Arc::clone(pings),
        ));
        let tasks = vec![writer.abort_handle(), reader.abort_handle()];
        Connection::new(pending, outgoing, self.deadline, uri.to_string(), link.encrypted, tasks)
    }
}
