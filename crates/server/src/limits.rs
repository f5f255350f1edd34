//! How much one client, and all of them together, may take.

use std::time::Duration;

use engine::Sockets;

/// The limits of a server. What a client can cause is bounded by these, whatever it sends or leaves unread.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections that have opened, at once.
    pub max_clients: usize,
    /// Connections that have not opened yet, at once; the oldest has to go for the next, so that nobody is
    /// locked out by sockets that say nothing.
    pub max_unopened: usize,
    /// How long a connection may take to open.
    pub handshake: Duration,
    /// Unanswered calls, and stream frames that nobody has taken yet, of one client.
    pub max_requests: usize,
    /// Silence after which a client that speaks keepalive is pinged; `None`: never.
    pub keepalive_interval: Option<Duration>,
    /// Unanswered pings after which it is cut off.
    pub keepalive_count: u32,
    /// Events kept for a client that does not read; one more and it is cut off.
    pub max_pending_events: usize,
}

/// Bytes of answers that wait for a client to read them; from here on its calls wait in its socket. One
/// more answer, of whatever size, can be added to almost as many.
pub(crate) const OUTBOX_FULL: usize = 256 * 1024;

/// Bytes that a connection may send before it has opened. The longest thing to say until then is a URI.
pub(crate) const UNOPENED_BYTES: usize = 64 * 1024;

/// Frames that were read while a client's calls are at their limit, so that a ping behind them is seen.
pub(crate) const READ_AHEAD_FRAMES: usize = 32;

/// The same in bytes: from here on the socket is left alone.
pub(crate) const READ_AHEAD_BYTES: usize = 1024 * 1024;

impl From<&Sockets> for Limits {
    fn from(sockets: &Sockets) -> Self {
        let interval = u64::try_from(sockets.keepalive_interval_s).ok();
        Self {
            max_clients: sockets.max_clients,
            max_unopened: sockets.max_unopened.max(1),
            handshake: Duration::from_millis(sockets.handshake_timeout_ms),
            max_requests: sockets.max_client_requests.max(1),
            keepalive_interval: interval.filter(|s| *s > 0).map(Duration::from_secs),
            keepalive_count: sockets.keepalive_count,
            max_pending_events: sockets.max_pending_events.max(1),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::from(&Sockets::default())
    }
}
