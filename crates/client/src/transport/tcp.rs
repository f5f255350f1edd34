//! TCP, in the clear.

use tokio::net::TcpStream;

use super::Link;
use crate::{ClientError, Result, Uri};

/// The port of a daemon that listens without encryption.
const PORT: u16 = 16509;

/// Connects.
pub(super) async fn connect(uri: &Uri) -> Result<Link> {
    Ok(Link::of(stream(uri, PORT).await?, false))
}

/// A TCP stream to the URI's host.
pub(super) async fn stream(uri: &Uri, usual_port: u16) -> Result<TcpStream> {
    let host = uri.host.as_deref().unwrap_or("localhost");
    let port = uri.port.unwrap_or(usual_port);
    let stream = TcpStream::connect((host, port))
        .await
        .map_err(|why| ClientError::Unreachable { place: format!("{host}:{port}"), why: why.to_string() })?;
    // Small frames go back and forth: none should wait for the next.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}
