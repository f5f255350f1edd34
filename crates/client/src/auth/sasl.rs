//! SASL: SCRAM-SHA-512 and SCRAM-SHA-256, and PLAIN where nobody can read along.

use rsasl::prelude::{Mechname, SASLClient, SASLConfig, State};
use wire::remote::{AuthSaslStartArgs, AuthSaslStepArgs};

use super::Credentials;
use crate::{ClientError, Connection, Result, Uri};

/// How many steps a login may take; a daemon that wants more does not mean it.
const STEPS_MAX: usize = 16;

/// Logs in by the strongest way that both sides have.
pub(super) async fn log_in(
    connection: &Connection,
    uri: &Uri,
    credentials: Option<&Credentials>,
) -> Result<()> {
    let offered = connection.auth_sasl_init().await?.mechlist;
    let name = choose(&offered, uri, connection.is_encrypted())?;
    let credentials = match credentials {
        Some(given) => given.clone(),
        None => Credentials::find(uri)?,
    };
    let config =
        SASLConfig::with_credentials(None, credentials.user, credentials.password).map_err(refuse)?;
    let mechanism = Mechname::parse(name.as_bytes()).map_err(refuse)?;
    let mut session = SASLClient::new(config).start_suggested_iter([mechanism]).map_err(refuse)?;

    let mut data = Vec::new();
    // All that are chosen from have the client speak first.
    let mut state = session.step(None, &mut data).map_err(refuse)?;
    let args = AuthSaslStartArgs { mech: name, nil: i32::from(data.is_empty()), data };
    let answer = connection.auth_sasl_start(&args).await.map_err(login)?;
    let (mut complete, mut nil, mut challenge) = (answer.complete != 0, answer.nil != 0, answer.data);
    for _ in 0..STEPS_MAX {
        let mut data = Vec::new();
        if matches!(state, State::Running) {
            // What the daemon says last proves that it knows the password too.
            let input = (!nil).then_some(challenge.as_slice());
            state = session.step(input, &mut data).map_err(refuse)?;
        }
        if complete {
            return match state {
                State::Finished(_) => Ok(()),
                State::Running => Err(refuse("the daemon has not shown that it knows the password")),
            };
        }
        let args = AuthSaslStepArgs { nil: i32::from(data.is_empty()), data };
        let answer = connection.auth_sasl_step(&args).await.map_err(login)?;
        (complete, nil, challenge) = (answer.complete != 0, answer.nil != 0, answer.data);
    }
    Err(refuse("the daemon wants ever more steps"))
}

/// The strongest that is offered, allowed here and not ruled out by the URI (`auth=sasl.NAME`).
fn choose(offered: &str, uri: &Uri, encrypted: bool) -> Result<String> {
    let named = uri.parameter("auth").and_then(|auth| auth.strip_prefix("sasl."));
    let offers = |name: &str| offered.split([',', ' ']).any(|offer| offer.eq_ignore_ascii_case(name));
    let wanted = |name: &str| named.is_none_or(|named| named.eq_ignore_ascii_case(name));
    let ways = ["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"];
    let possible =
        ways.into_iter().find(|&name| offers(name) && wanted(name) && (name != "PLAIN" || encrypted));
    possible.map(str::to_owned).ok_or_else(|| {
        let instead = if encrypted {
            ""
        } else {
            "; ways that encrypt the connection themselves it has not: use TLS (qemu://), or ssh (qemu+ssh://)"
        };
        refuse(format!(
            "the daemon offers {offered}; this client has SCRAM-SHA-512, SCRAM-SHA-256, and PLAIN where nobody can \
             read along{instead}"
        ))
    })
}

fn refuse(why: impl std::fmt::Display) -> ClientError {
    ClientError::Auth { why: why.to_string() }
}

/// A refusal of the daemon is one to log in; anything else stays what it is.
fn login(error: ClientError) -> ClientError {
    match error {
        ClientError::Daemon(told) => {
            let text = told.message.trim_start_matches("authentication failed: ");
            refuse(if text == "authentication failed" {
                "the daemon does not take these credentials"
            } else {
                text
            })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_goes_in_the_clear_only_where_nobody_reads_along() {
        let plain = Uri::parse("qemu+tcp://h/system").unwrap();
        let named = Uri::parse("qemu+tcp://h/system?auth=sasl.scram-sha-256").unwrap();
        let pick = |offered, uri, encrypted| choose(offered, uri, encrypted).ok();
        assert_eq!(pick("PLAIN,SCRAM-SHA-256", &plain, false).as_deref(), Some("SCRAM-SHA-256"));
        assert_eq!(pick("PLAIN", &plain, true).as_deref(), Some("PLAIN"));
        assert_eq!(pick("PLAIN", &plain, false), None);
        assert_eq!(pick("SCRAM-SHA-512,SCRAM-SHA-256", &named, false).as_deref(), Some("SCRAM-SHA-256"));
        assert_eq!(pick("GSSAPI,DIGEST-MD5", &plain, true), None);
        let why = choose("GSSAPI,DIGEST-MD5", &plain, false).unwrap_err().to_string();
        assert!(why.contains("use TLS"), "{why}");
    }
}
