//! TLS, with certificates from where libvirt keeps them.

use std::sync::Arc;

use tokio::io::AsyncReadExt as _;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::certificates::Certificates;
use super::{Link, tcp, tls_config};
use crate::{ClientError, Result, Uri};

/// The port of a daemon that listens with TLS.
const PORT: u16 = 16514;

/// What the daemon sends inside TLS once it has accepted the client's certificate.
const ACCEPTED: u8 = 1;

/// Connects, and waits until the daemon has accepted us.
pub(super) async fn connect(uri: &Uri) -> Result<Link> {
    let host = uri.host.clone().unwrap_or_default();
    let refuse = |why: String| ClientError::Tls { host: host.clone(), why };
    let config = tls_config::of(uri, &Certificates::of(uri)?).map_err(refuse)?;
    let name = ServerName::try_from(host.clone()).map_err(|why| refuse(why.to_string()))?;
    let stream = tcp::stream(uri, PORT).await?;
    let connector = TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(name, stream).await.map_err(|why| refuse(why.to_string()))?;
    match stream.read_u8().await {
        Ok(ACCEPTED) => Ok(Link::of(stream, true)),
        Ok(_) => Err(refuse("the daemon does not accept this client's certificate".into())),
        Err(why) => Err(refuse(format!("the daemon does not accept this client's certificate: {why}"))),
    }
}
