//! Commands to the guest agent in the daemon's own words: past the guest's queue, each with a deadline.
//!
//! The agent belongs to the guest and may say anything: what is missing in an answer is left out, what makes no
//! sense is an error.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use errors::{Code, Domain as ErrorDomain, Error, Result};
use qmp::{AgentError, Wait};
use serde_json::Value;

use crate::guest::Guest;
use crate::passthrough::{AgentTimeout, agent_error, wait};

/// How long an agent may take for a question, after it has answered the handshake.
pub(crate) const QUESTION: Duration = Duration::from_secs(30);

/// How long it may take for what keeps the guest's disks busy.
pub(crate) const DISKS: Duration = Duration::from_secs(300);

/// How long clients want to wait for the agent's answers; nobody has said when it is empty.
#[derive(Debug, Default)]
pub(crate) struct AgentPatience(ArcSwapOption<Wait>);

impl Guest {
    /// Sets how long an agent may take for the daemon's own commands from now on
    /// (DOMAIN_AGENT_SET_RESPONSE_TIMEOUT).
    pub fn set_agent_timeout(&self, timeout: AgentTimeout) {
        let wait = match timeout {
            AgentTimeout::Default => None,
            other => Some(Arc::new(wait(other))),
        };
        self.agent_timeout().0.store(wait);
    }

    /// Has the agent carry out a command.
    ///
    /// # Errors
    /// 55 "domain is not running"; 74 "QEMU guest agent is not configured"; 86 when none is connected or it does
    /// not answer the handshake; 112 when it does not answer the command in time; 113 when it refuses.
    pub(crate) async fn agent_call(
        &self,
        command: &str,
        arguments: Value,
        patience: Duration,
    ) -> Result<Value> {
        self.agent_ask(command, arguments, patience).await?.map_err(|why| named_error(command, &why))
    }

    /// The same for a command that not every agent has; `None` from one that has not.
    pub(crate) async fn agent_maybe(&self, command: &str, arguments: Value) -> Result<Option<Value>> {
        match self.agent_ask(command, arguments, QUESTION).await? {
            Ok(value) => Ok(Some(value)),
            Err(AgentError::Command { .. }) => Ok(None),
            Err(why) => Err(named_error(command, &why)),
        }
    }

    /// The same, with the agent's own errors as they are.
    pub(crate) async fn agent_ask(
        &self,
        command: &str,
        arguments: Value,
        patience: Duration,
    ) -> Result<std::result::Result<Value, AgentError>> {
        self.live()?;
        let agent = self.ask_beside(|owner| Box::pin(owner.agent())).await?;
        let wait = self.agent_timeout().0.load_full().map_or(Wait::For(patience), |wait| *wait);
        let answer = agent.execute(command, arguments, wait).await;
        if matches!(answer, Err(AgentError::Closed | AgentError::Protocol(_))) {
            self.ask_beside(|owner| {
                Box::pin(async move {
                    owner.forget_agent();
                    Ok(())
                })
            })
            .await?;
        }
        Ok(answer)
    }
}

/// What became of a command, in libvirt's words.
fn named_error(command: &str, error: &AgentError) -> Error {
    match error {
        AgentError::Command { desc, .. } => Error::new(
            Code::AgentCommandFailed,
            ErrorDomain::Qemu,
            format!("unable to execute QEMU agent command '{command}': {desc}"),
        ),
        other => agent_error(other),
    }
}

/// An answer without what it has to have.
pub(crate) fn malformed(command: &str) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("the guest agent's answer to {command} makes no sense"))
}
