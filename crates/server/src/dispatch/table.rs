//! All procedures by their numbers, each with the handler that answers it.

use std::fmt;
use std::future::Future;
use std::os::fd::OwnedFd;
use std::pin::Pin;
use std::sync::Arc;

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use wire::frame::{Header, Status};
use wire::procedure::{self, Kind, ProcedureInfo};
use wire::xdr::{self, EncodeAs};
use wire::{Procedure, Program, WireError, message};

use crate::connection::Connection;
use crate::dispatch::access;
use crate::dispatch::context::Context;
use crate::dispatch::unserved;
use crate::stream::{Answer, Duplex};
use crate::transport::Received;

/// How a procedure is answered.
pub(crate) enum Handler {
    /// At once, by the session itself: it reads a snapshot or changes the connection, and waits for nothing.
    Here(Box<Here>),
    /// Some time, by a task of its own: it waits for a guest, a disk, a probe.
    Later(Box<Start>),
}

/// Writes the answer to a call.
pub(crate) type Here = dyn Fn(&mut Connection, &Received, &mut Vec<u8>) + Send + Sync;

/// Begins the work on a call, or refuses it.
pub(crate) type Start = dyn Fn(&Connection, Received) -> Result<Later> + Send + Sync;

/// Work that ends in an answer.
pub(crate) type Later = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The handlers of all procedures.
pub(crate) struct Table {
    remote: Vec<Option<Handler>>,
    qemu: Vec<Option<Handler>>,
    lxc: Vec<Option<Handler>>,
    ferrovirt: Vec<Option<Handler>>,
}

/// Reads what is known of guests and host.
pub(crate) trait Read<P: Procedure>: Send + Sync + 'static {
    /// What is written as the reply.
    type Ret: EncodeAs<P::Ret>;

    fn read(&self, engine: &Engine, args: P::Args) -> Result<Self::Ret>;
}

impl<P: Procedure, R: EncodeAs<P::Ret>, F: Fn(&Engine, P::Args) -> Result<R> + Send + Sync + 'static> Read<P>
    for F
{
    type Ret = R;

    fn read(&self, engine: &Engine, args: P::Args) -> Result<R> {
        self(engine, args)
    }
}

/// Reads or changes what is known of the connection.
pub(crate) trait Connect<P: Procedure>: Send + Sync + 'static {
    /// What is written as the reply.
    type Ret: EncodeAs<P::Ret>;

    fn connect(&self, connection: &mut Connection, args: P::Args) -> Result<Self::Ret>;
}

impl<P: Procedure, R: EncodeAs<P::Ret>, F: Fn(&mut Connection, P::Args) -> Result<R> + Send + Sync + 'static>
    Connect<P> for F
{
    type Ret = R;

    fn connect(&self, connection: &mut Connection, args: P::Args) -> Result<R> {
        self(connection, args)
    }
}

/// Does something that takes time.
pub(crate) trait Work<P: Procedure>: Send + Sync + 'static {
    /// What is written as the reply.
    type Ret: EncodeAs<P::Ret>;
    /// The work itself.
    type Future: Future<Output = Result<Self::Ret>> + Send + 'static;

    fn start(&self, context: Context, args: P::Args) -> Self::Future;
}

impl<P, F, W, R> Work<P> for F
where
    P: Procedure,
    F: Fn(Context, P::Args) -> W + Send + Sync + 'static,
    W: Future<Output = Result<R>> + Send + 'static,
    R: EncodeAs<P::Ret>,
{
    type Ret = R;
    type Future = W;

    fn start(&self, context: Context, args: P::Args) -> W {
        self(context, args)
    }
}

impl Table {
    /// A table in which nothing is served: every procedure is answered as a daemon without its driver does.
    pub(crate) fn unserved() -> Self {
        let all =
            |program| procedure::all(program).iter().map(|info| call(info).then(|| unserved::handler(info)));
        Self {
            remote: all(Program::Remote).collect(),
            qemu: all(Program::Qemu).collect(),
            lxc: all(Program::Lxc).collect(),
            ferrovirt: all(Program::Ferrovirt).collect(),
        }
    }

    /// The handler of the procedure that a call's header names.
    ///
    /// # Errors
    /// There is no such program, version or procedure, or it is no call at all.
    pub(crate) fn find(&self, header: &Header) -> Result<&Handler> {
        let Some(handlers) = self.program(header) else {
            let detail = format!("Cannot find program {} version {}", header.program, header.version);
            return Err(rpc(detail));
        };
        if header.status != Status::Ok {
            return Err(rpc(format!("Unexpected message status {}", header.status.number())));
        }
        let index = usize::try_from(header.procedure).ok().and_then(|number| number.checked_sub(1));
        let handler = index.and_then(|index| handlers.get(index)).and_then(Option::as_ref);
        handler.ok_or_else(|| rpc(format!("unknown procedure: {}", header.procedure)))
    }

    /// Whether a call with this header is work for a task of its own.
    pub(crate) fn is_answered_later(&self, header: &Header) -> bool {
        matches!(self.find(header), Ok(Handler::Later(_)))
    }

    fn program(&self, header: &Header) -> Option<&Vec<Option<Handler>>> {
        if header.version != Program::VERSION {
            return None;
        }
        match Program::from_id(header.program)? {
            Program::Remote => Some(&self.remote),
            Program::Qemu => Some(&self.qemu),
            Program::Lxc => Some(&self.lxc),
            Program::Ferrovirt => Some(&self.ferrovirt),
            Program::Keepalive => None,
        }
    }

    fn set<P: Procedure>(&mut self, handler: Handler) {
        let handlers = match P::PROGRAM {
            Program::Qemu => &mut self.qemu,
            Program::Lxc => &mut self.lxc,
            Program::Ferrovirt => &mut self.ferrovirt,
            Program::Remote | Program::Keepalive => &mut self.remote,
        };
        let index = usize::try_from(P::NUMBER - 1).unwrap_or(usize::MAX);
        if let Some(place) = handlers.get_mut(index) {
            *place = Some(handler);
        }
    }

    /// Serves `P` from snapshots.
    pub(crate) fn read<P: Procedure + 'static>(&mut self, handler: impl Read<P>) {
        self.here::<P, _>(move |connection, info, args| {
            access::check(connection, info, P::rule_args(&args))?;
            handler.read(connection.engine(), args)
        });
    }

    /// Serves `P`, which is about the connection itself.
    pub(crate) fn connection<P: Procedure + 'static>(&mut self, handler: impl Connect<P>) {
        self.here::<P, _>(move |connection, info, args| {
            access::check(connection, info, P::rule_args(&args))?;
            handler.connect(connection, args)
        });
    }

    /// Serves `P` whether the connection has opened or not.
    pub(crate) fn opening<P: Procedure + 'static>(&mut self, handler: impl Connect<P>) {
        self.here::<P, _>(move |connection, _, args| handler.connect(connection, args));
    }

    fn here<P: Procedure + 'static, R: EncodeAs<P::Ret>>(
        &mut self,
        handler: impl Fn(&mut Connection, &ProcedureInfo, P::Args) -> Result<R> + Send + Sync + 'static,
    ) {
        let Some(info) = procedure::find(P::PROGRAM, P::NUMBER) else { return };
        self.set::<P>(Handler::Here(Box::new(move |connection, received, out| {
            let header = &received.frame.header;
            let result = decode::<P>(received).and_then(|args| handler(connection, info, args));
            write_result::<P>(out, header, result);
        })));
    }

    /// Serves `P` by a task of its own.
    pub(crate) fn call<P: Procedure + 'static>(&mut self, handler: impl Work<P>) {
        self.later::<P, _>(move |context, args, header| {
            let work = handler.start(context, args);
            async move { answer::<P>(header, work.await) }
        });
    }

    /// Serves `P` by a task of its own, one call of a client at a time: its answers are so long that a client
    /// which does not read them must not pile them up.
    pub(crate) fn bulky<P: Procedure<Args: Send> + 'static>(&mut self, handler: impl Work<P>) {
        let handler = Arc::new(handler);
        self.later::<P, _>(move |context, args, header| {
            let handler = Arc::clone(&handler);
            async move {
                let turn = context.bulky_turn().await;
                let mut answer = answer::<P>(header, handler.start(context, args).await);
                answer.turn = turn;
                answer
            }
        });
    }

    /// Serves `P`, whose work ends in a stream.
    pub(crate) fn stream<P, F, W, S>(&mut self, open: F)
    where
        P: Procedure<Ret = ()> + 'static,
        F: Fn(Context, P::Args) -> W + Send + Sync + 'static,
        W: Future<Output = Result<S>> + Send + 'static,
        S: Duplex + 'static,
    {
        self.stream_with::<P, _, _, _, S>(move |context, args| {
            let work = open(context, args);
            async move { Ok(((), work.await?)) }
        });
    }

    /// Serves `P`, whose work ends in a reply and a stream.
    pub(crate) fn stream_with<P, F, W, R, S>(&mut self, open: F)
    where
        P: Procedure + 'static,
        F: Fn(Context, P::Args) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(R, S)>> + Send + 'static,
        R: EncodeAs<P::Ret>,
        S: Duplex + 'static,
    {
        self.later::<P, _>(move |context, args, header| {
            let work = open(context, args);
            async move {
                let (result, stream) = match work.await {
                    Ok((ret, stream)) => (Ok(ret), Some(Box::new(stream) as Box<dyn Duplex>)),
                    Err(e) => (Err(e), None),
                };
                Answer { stream, ..answer::<P>(header, result) }
            }
        });
    }

    /// Serves `P`, whose reply is a descriptor beside an empty body.
    pub(crate) fn descriptor<P, F, W>(&mut self, open: F)
    where
        P: Procedure<Ret = ()> + 'static,
        F: Fn(Context, P::Args) -> W + Send + Sync + 'static,
        W: Future<Output = Result<OwnedFd>> + Send + 'static,
    {
        self.later::<P, _>(move |context, args, header| {
            let work = open(context, args);
            async move {
                let mut answer = Answer::new(header);
                match work.await {
                    Ok(fd) => match message::reply_with_fds::<P>(&mut answer.frame, header.serial, &(), 1) {
                        Ok(()) => answer.fds.push(fd),
                        Err(_) => super::write_error(&mut answer.frame, &header, &WireError::unencodable()),
                    },
                    Err(e) => super::write_error(&mut answer.frame, &header, &e),
                }
                answer
            }
        });
    }

    fn later<P: Procedure + 'static, W: Future<Output = Answer> + Send + 'static>(
        &mut self,
        start: impl Fn(Context, P::Args, Header) -> W + Send + Sync + 'static,
    ) {
        let Some(info) = procedure::find(P::PROGRAM, P::NUMBER) else { return };
        self.set::<P>(Handler::Later(Box::new(move |connection, received| {
            let args = decode::<P>(&received)?;
            access::check(connection, info, P::rule_args(&args))?;
            let header = received.frame.header;
            Ok(Box::pin(start(Context::new(connection, received.fds), args, header)))
        })));
    }
}

const fn call(info: &ProcedureInfo) -> bool {
    matches!(info.kind, Kind::Call)
}

fn rpc(detail: String) -> Error {
    Error::new(Code::Rpc, Domain::Rpc, detail)
}

fn decode<P: Procedure>(received: &Received) -> Result<P::Args> {
    xdr::decode::<P::Args>(&received.frame.payload).map_err(|_| WireError::undecodable())
}

fn answer<P: Procedure>(header: Header, result: Result<impl EncodeAs<P::Ret>>) -> Answer {
    let mut answer = Answer::new(header);
    write_result::<P>(&mut answer.frame, &header, result);
    answer
}

fn write_result<P: Procedure>(out: &mut Vec<u8>, header: &Header, result: Result<impl EncodeAs<P::Ret>>) {
    let written = result.and_then(|ret| {
        message::reply::<P>(out, header.serial, &ret).map_err(|e| {
            tracing::warn!(procedure = P::NAME, "the answer cannot be sent: {e}");
            WireError::unencodable()
        })
    });
    if let Err(e) = written {
        super::write_error(out, header, &e);
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").finish_non_exhaustive()
    }
}
