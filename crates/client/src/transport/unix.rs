//! A unix socket of this host.

use std::path::Path;

use tokio::net::UnixStream;

use super::{Link, LinkRequest};
use crate::sockets::{runtime_folder, socket_candidates};
use crate::{ClientError, Result};

/// Connects to the first candidate that exists, or to the last one, whose error is then what is told.
pub(super) async fn connect(request: &LinkRequest<'_>) -> Result<Link> {
    let candidates = socket_candidates(request.uri, request.read_only, &runtime_folder())?;
    let there = candidates.iter().find(|path| path.exists()).or(candidates.last());
    let Some(path) = there else {
        return Err(ClientError::Unreachable { place: request.uri.to_string(), why: "no socket".into() });
    };
    connect_to(path).await
}

async fn connect_to(path: &Path) -> Result<Link> {
    let unreachable = |why: std::io::Error| ClientError::Unreachable {
        place: path.display().to_string(),
        why: why.to_string(),
    };
    let stream = UnixStream::connect(path).await.map_err(unreachable)?;
    Ok(Link::of(stream, true))
}
