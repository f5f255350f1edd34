//! Which way of logging in is gone.

use wire::remote::AuthType;

use super::{Credentials, sasl};
use crate::{ClientError, Connection, Result, Uri};

const NONE: AuthType = AuthType::NONE;
const SASL: AuthType = AuthType::SASL;
const POLKIT: AuthType = AuthType::POLKIT;

/// Logs in, in the way that the URI names (`auth=`) or the first that the daemon offers.
pub(crate) async fn authenticate(
    connection: &Connection,
    uri: &Uri,
    credentials: Option<&Credentials>,
) -> Result<()> {
    let offered = connection.auth_list().await?.types;
    let wanted = match uri.parameter("auth") {
        None => None,
        Some("none") => Some(NONE),
        Some("polkit") => Some(POLKIT),
        Some(word) if word == "sasl" || word.starts_with("sasl.") => Some(SASL),
        Some(other) => return refuse(format!("'{other}' is no way to log in")),
    };
    let chosen = match wanted {
        Some(kind) if !offered.contains(&kind) => {
            return refuse("the daemon does not offer the way that the URI names".into());
        }
        Some(kind) => kind,
        None => offered.first().cloned().unwrap_or(NONE),
    };
    match chosen {
        NONE => Ok(()),
        SASL => sasl::log_in(connection, uri, credentials).await,
        POLKIT => {
            let done = connection.auth_polkit().await;
            done.map(drop).map_err(|why| ClientError::Auth { why: why.to_string() })
        }
        other => {
            refuse(format!("the daemon asks for a way of logging in that is not known here: {}", other.0))
        }
    }
}

fn refuse<T>(why: String) -> Result<T> {
    Err(ClientError::Auth { why })
}
