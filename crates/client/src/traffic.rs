//! The two tasks of a connection: one writes, one reads and keeps the connection alive.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};
use wire::frame::FrameDecoder;
use wire::keepalive::Keepalive;

use crate::ClientError;
use crate::pending::Pending;
use crate::transport::{Reader, Writer};

/// How many messages may wait to be written. Calls are fewer; the rest is for pings, pongs and streams.
pub(crate) const UNSENT: usize = 64;

/// Bytes that are read at once.
const READ_SIZE: usize = 64 * 1024;

/// When a silent peer is asked whether it is there, and when it is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Patience {
    /// Silence after which a ping is sent.
    pub(crate) interval: Duration,
    /// Pings without an answer after which the peer is given up.
    pub(crate) count: u32,
}

/// Writes what is queued, until nobody can queue any more.
pub(crate) async fn write(mut writer: Writer, mut queue: mpsc::Receiver<Vec<u8>>, pending: Arc<Pending>) {
    while let Some(bytes) = queue.recv().await {
        if let Err(why) = writer.write_all(&bytes).await {
            // What the peer sent before it went away tells more: the reader gets to it first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            pending.end(ClientError::Closed(format!("cannot send: {why}").into()));
            return;
        }
    }
    let _ = writer.shutdown().await;
}

/// Reads frames and hands them out, until the connection ends. Pings go out once `pings` says that the daemon
/// answers them.
pub(crate) async fn read(
    reader: Reader,
    queue: mpsc::Sender<Vec<u8>>,
    pending: Arc<Pending>,
    patience: Option<Patience>,
    pings: Arc<AtomicBool>,
) {
    let why = read_until_the_end(reader, queue, &pending, patience, &pings).await;
    pending.end(why);
}

async fn read_until_the_end(
    mut reader: Reader,
    queue: mpsc::Sender<Vec<u8>>,
    pending: &Pending,
    patience: Option<Patience>,
    pings: &AtomicBool,
) -> ClientError {
    // Descriptors are not taken from a peer, so a frame that brings some cannot be told from its neighbour.
    let mut decoder = FrameDecoder::without_fds();
    let mut unanswered = 0;
    let mut heard = Instant::now();
    loop {
        decoder.buffer_mut().reserve(READ_SIZE);
        let read = reader.read_buf(decoder.buffer_mut());
        let read = match patience {
            Some(patience) => timeout_at(heard + patience.interval, read).await,
            None => Ok(read.await),
        };
        match (read, patience) {
            (Ok(Ok(0)), _) => return ended(&mut reader, "the daemon closed it").await,
            (Ok(Ok(_)), _) => {
                unanswered = 0;
                heard = Instant::now();
            }
            (Ok(Err(why)), _) => return ended(&mut reader, &format!("cannot receive: {why}")).await,
            (Err(_), Some(patience)) => {
                heard = Instant::now();
                if !pings.load(Ordering::Relaxed) {
                    continue;
                }
                if unanswered >= patience.count {
                    return ClientError::Closed("the daemon does not answer pings".into());
                }
                unanswered += 1;
                // A full queue means that the peer does not read: it will be given up all the same.
                let _ = queue.try_send(Keepalive::Ping.frame().to_vec());
                continue;
            }
            (Err(_), None) => continue,
        }
        loop {
            let frame = match decoder.next_frame() {
                Ok(Some(frame)) => frame,
                Ok(None) => break,
                Err(why) => return ClientError::Protocol(why.to_string().into()),
            };
            let delivered = match Keepalive::of(&frame.header) {
                Some(Keepalive::Ping) => {
                    let _ = queue.try_send(Keepalive::Pong.frame().to_vec());
                    Ok(())
                }
                Some(Keepalive::Pong) => Ok(()),
                None => pending.deliver(frame),
            };
            if let Err(why) = delivered {
                return ClientError::Protocol(why.into());
            }
        }
    }
}

/// The end, with what the program in between said about it, when there is one.
async fn ended(reader: &mut Reader, why: &str) -> ClientError {
    match reader.last_words().await {
        Some(words) => ClientError::Closed(format!("{why}: {words}").into()),
        None => ClientError::Closed(why.into()),
    }
}
