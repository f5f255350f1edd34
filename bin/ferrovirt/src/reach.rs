//! Reaching the daemon that is meant.

use client::{ClientError, Connection, OpenOptions, Settings};

use crate::cli::Global;

/// The URI that is meant when one is given or none.
///
/// # Errors
/// When `libvirt.conf` cannot be read.
pub fn uri(global: &Global) -> Result<String, ClientError> {
    match global.connect.last() {
        Some(uri) => Ok(uri.clone()),
        None => Ok(Settings::load()?.default_uri()),
    }
}

/// A connection that can only look.
///
/// # Errors
/// Why there is none.
pub async fn look(uri: &str, global: &Global) -> Result<Connection, ClientError> {
    OpenOptions::new().read_only(true).deadline(global.deadline).open(uri).await
}
