//! Streams: what a call such as `virDomainScreenshot` or `virDomainOpenConsole` opens besides its answer.

use bytes::Bytes;
use tokio::sync::mpsc;
use wire::frame::Header;
use wire::{Procedure, message};

use crate::{ClientError, Connection, Result};

/// How many parts a stream may hold unread; a reader that is slower loses the stream. A part is at most 256 KiB
/// from a stock daemon, and 32 MiB from one that means harm.
pub(crate) const PARTS_UNREAD: usize = 256;

/// A part of a stream.
#[derive(Debug)]
pub(crate) enum StreamPart {
    Data(Bytes),
    Hole(i64),
    Finished,
    Failed(ClientError),
}

/// What comes out of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    /// Bytes.
    Data(Bytes),
    /// So many zero bytes, which were not sent.
    Hole(i64),
}

/// An open stream. Dropping it gives it up.
#[derive(Debug)]
pub struct Stream {
    connection: Connection,
    header: Header,
    parts: mpsc::Receiver<StreamPart>,
    has_ended: bool,
}

impl Connection {
    /// Calls a procedure that opens a stream.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn open_stream<P: Procedure>(&self, args: &P::Args) -> Result<(P::Ret, Stream)> {
        let (queue, parts) = crate::pending::stream_queue();
        let (ret, header) = self.call_with_stream::<P>(args, queue).await?;
        Ok((ret, Stream { connection: self.clone(), header, parts, has_ended: false }))
    }
}

impl Stream {
    /// The next bytes or hole; `None` when the daemon has sent all. Waits as long as it takes.
    ///
    /// # Errors
    /// What the daemon says about the stream; the connection's end; [`ClientError::Closed`] when more came than
    /// was read in time.
    pub async fn next(&mut self) -> Result<Option<Chunk>> {
        if self.has_ended {
            return Ok(None);
        }
        let part = self.parts.recv().await;
        match part {
            Some(StreamPart::Data(data)) if data.is_empty() => {
                // The daemon has no more, and waits to be told that this was understood.
                self.finish().await?;
                Ok(None)
            }
            Some(StreamPart::Data(data)) => Ok(Some(Chunk::Data(data))),
            Some(StreamPart::Hole(length)) => Ok(Some(Chunk::Hole(length))),
            Some(StreamPart::Finished) => {
                self.has_ended = true;
                Ok(None)
            }
            Some(StreamPart::Failed(why)) => {
                self.has_ended = true;
                Err(why)
            }
            None => {
                self.has_ended = true;
                Err(ClientError::Closed("the stream was not read in time".into()))
            }
        }
    }

    /// Sends bytes.
    ///
    /// # Errors
    /// The connection's end.
    pub async fn send(&mut self, data: &[u8]) -> Result<()> {
        let mut out = Vec::new();
        if !data.is_empty() {
            message::stream_data(&mut out, &self.header, data)
                .map_err(|why| ClientError::Arguments { procedure: "stream", why })?;
        }
        self.connection.send_bytes(out).await
    }

    /// Says that all was sent, or received; waits until the daemon has confirmed it.
    ///
    /// # Errors
    /// What the daemon says about the stream; the connection's end.
    pub async fn finish(&mut self) -> Result<()> {
        if self.has_ended {
            return Ok(());
        }
        let mut out = Vec::new();
        message::stream_finish(&mut out, &self.header);
        self.connection.send_bytes(out).await?;
        let confirmed = async {
            loop {
                match self.parts.recv().await {
                    Some(StreamPart::Data(_) | StreamPart::Hole(_)) => {}
                    Some(StreamPart::Finished) | None => return Ok(()),
                    Some(StreamPart::Failed(why)) => return Err(why),
                }
            }
        };
        let after = self.connection.deadline();
        let done = tokio::time::timeout(after, confirmed).await;
        self.has_ended = true;
        done.unwrap_or(Err(ClientError::Deadline { what: "the end of a stream", after }))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if !self.has_ended {
            let mut out = Vec::new();
            message::stream_abort(&mut out, &self.header);
            self.connection.send_if_room(out);
        }
        self.connection.forget_stream(self.header.serial);
    }
}
