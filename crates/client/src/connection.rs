//! A connection to a daemon, as its callers see it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout_at};
use wire::frame::{Frame, Header, Status};
use wire::procedure::Fds;
use wire::remote::ConnectSupportsFeatureArgs;
use wire::xdr::decode;
use wire::{Procedure, message};

use crate::pending::{Pending, told};
use crate::stream::StreamPart;
use crate::{ClientError, Events, Result};

/// What a daemon may be able to do (`virDrvFeature`); others by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Feature {
    /// Pings are answered.
    ProgramKeepalive = 10,
    /// Events come with the number of their registration.
    RemoteEventCallback = 14,
    /// The end of the daemon's own connection to the hypervisor is told.
    RemoteCloseCallback = 15,
    /// Strings in typed parameters.
    TypedParamString = 9,
    /// Descriptors can be passed.
    FdPassing = 8,
}

/// An open connection. Clones share it; it ends with the last of them.
#[derive(Debug, Clone)]
pub struct Connection {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    pending: Arc<Pending>,
    outgoing: mpsc::Sender<Vec<u8>>,
    deadline: Duration,
    uri: String,
    encrypted: bool,
    tasks: Vec<AbortHandle>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

impl Connection {
    pub(crate) fn new(
        pending: Arc<Pending>,
        outgoing: mpsc::Sender<Vec<u8>>,
        deadline: Duration,
        uri: String,
        encrypted: bool,
        tasks: Vec<AbortHandle>,
    ) -> Self {
        Self { inner: Arc::new(Inner { pending, outgoing, deadline, uri, encrypted, tasks }) }
    }

    /// The URI that was opened.
    pub fn uri(&self) -> &str {
        &self.inner.uri
    }

    /// How long a call waits for its answer.
    pub fn deadline(&self) -> Duration {
        self.inner.deadline
    }

    /// Whether nobody on the way can read along: a unix socket, TLS or ssh.
    pub fn is_encrypted(&self) -> bool {
        self.inner.encrypted
    }

    /// Why the connection has ended; `None` while it is of use.
    pub fn ended(&self) -> Option<ClientError> {
        self.inner.pending.ended()
    }

    /// All events from now on. What is wanted has to be asked for besides, as by
    /// [`domain_events`](Self::domain_events).
    pub fn events(&self) -> Events {
        Events::new(self.inner.pending.listen())
    }

    /// Calls a procedure of any program that `wire` knows. There is a method for each: this is for code that is
    /// generic over them.
    ///
    /// # Errors
    /// What the daemon answers; [`ClientError::NotSupported`] when it does not know the procedure;
    /// [`ClientError::Deadline`] when no answer comes in time; the connection's end.
    pub async fn call<P: Procedure>(&self, args: &P::Args) -> Result<P::Ret> {
        self.call_within::<P>(args, self.inner.deadline).await
    }

    /// The same with a deadline of its own.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn call_within<P: Procedure>(&self, args: &P::Args, deadline: Duration) -> Result<P::Ret> {
        let (_, frame) = self.exchange::<P>(args, deadline, None).await?;
        self.read_answer::<P>(&frame)
    }

    pub(crate) async fn call_with_stream<P: Procedure>(
        &self,
        args: &P::Args,
        queue: mpsc::Sender<StreamPart>,
    ) -> Result<(P::Ret, Header)> {
        let (header, frame) = self.exchange::<P>(args, self.inner.deadline, Some(queue)).await?;
        Ok((self.read_answer::<P>(&frame)?, header))
    }

    async fn exchange<P: Procedure>(
        &self,
        args: &P::Args,
        deadline: Duration,
        stream: Option<mpsc::Sender<StreamPart>>,
    ) -> Result<(Header, Frame)> {
        let passes = wire::procedure::find(P::PROGRAM, P::NUMBER).is_some_and(|info| info.fds != Fds::None);
        if passes {
            return Err(ClientError::Descriptors { procedure: name_of::<P>() });
        }
        let late = |_| ClientError::Deadline { what: name_of::<P>(), after: deadline };
        let until = Instant::now() + deadline;
        let inner = &self.inner;
        let header = message::call_header::<P>(inner.pending.serial());
        let mut bytes = Vec::new();
        message::call::<P>(&mut bytes, header.serial, args)
            .map_err(|why| ClientError::Arguments { procedure: P::NAME, why })?;
        let places = Arc::clone(&inner.pending.places);
        let place =
            timeout_at(until, places.acquire_owned()).await.map_err(late)?.map_err(|_| self.reason())?;
        let room =
            timeout_at(until, inner.outgoing.reserve()).await.map_err(late)?.map_err(|_| self.reason())?;
        // From here to the sending nothing waits: a call is on the list if and only if it is on its way.
        let answer = inner.pending.enlist(header, place, stream)?;
        room.send(bytes);
        let frame = timeout_at(until, answer).await.map_err(late)?.map_err(|_| self.reason())??;
        Ok((header, frame))
    }

    fn read_answer<P: Procedure>(&self, frame: &Frame) -> Result<P::Ret> {
        let broken = |why: String| {
            let why = ClientError::Protocol(format!("{}: {why}", P::NAME).into());
            self.inner.pending.end(why.clone());
            why
        };
        match frame.header.status {
            Status::Ok => decode(&frame.payload).map_err(|why| broken(why.to_string())),
            Status::Error => {
                let told = told(&frame.payload).map_err(broken)?;
                if told.is_unknown_procedure() {
                    return Err(ClientError::NotSupported {
                        procedure: name_of::<P>(),
                        told: Box::new(told),
                    });
                }
                Err(told.into())
            }
            status => Err(broken(format!("an answer with status {}", status.number()))),
        }
    }

    /// Whether the daemon has a feature; one that cannot be asked has none.
    ///
    /// # Errors
    /// As [`call`](Self::call), but for refusals.
    pub async fn has_feature(&self, feature: Feature) -> Result<bool> {
        let args = ConnectSupportsFeatureArgs { feature: feature as i32 };
        match self.connect_supports_feature(&args).await {
            Ok(answer) => Ok(answer.supported > 0),
            Err(error) if error.is_fatal() || matches!(error, ClientError::Deadline { .. }) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// Takes leave of the daemon. Dropping the last clone ends the connection just as well, without a word.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn close(self) -> Result<()> {
        let left = self.connect_close().await;
        self.inner.pending.end(ClientError::Closed("it was closed here".into()));
        match left {
            // It may close before its answer is read.
            Err(ClientError::Closed(_)) => Ok(()),
            other => other,
        }
    }

    pub(crate) async fn send_bytes(&self, bytes: Vec<u8>) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.inner.outgoing.send(bytes).await.map_err(|_| self.reason())
    }

    pub(crate) fn send_if_room(&self, bytes: Vec<u8>) {
        let _ = self.inner.outgoing.try_send(bytes);
    }

    pub(crate) fn forget_stream(&self, serial: u32) {
        self.inner.pending.forget_stream(serial);
    }

    fn reason(&self) -> ClientError {
        self.ended().unwrap_or_else(|| ClientError::Closed("its tasks have ended".into()))
    }
}

/// What a procedure is called in messages: its public function where it has one.
fn name_of<P: Procedure>() -> &'static str {
    wire::procedure::find(P::PROGRAM, P::NUMBER).and_then(|info| info.public_api).unwrap_or(P::NAME)
}
