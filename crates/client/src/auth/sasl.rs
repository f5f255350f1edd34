//! SASL.

use super::Credentials;
use crate::{ClientError, Connection, Result, Uri};

pub(super) async fn log_in(_: &Connection, _: &Uri, _: Option<&Credentials>) -> Result<()> {
    Err(ClientError::Auth { why: "not yet".into() })
}
