//! Raw commands to QEMU's monitor and to the guest agent: powerful, and so recorded before they are sent.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::rules;
use policy::Act;
use qmp::{Agent, AgentError, QmpError};
use serde_json::json;
use std::os::fd::OwnedFd;
use std::time::Duration;

use crate::guest::Guest;
use crate::owner::{Owner, monitor_error};
use crate::{Caller, channels};

/// How long the agent may take for a command of the daemon's own.
const AGENT: Duration = Duration::from_secs(5);

/// How long to listen whether the agent refuses to shut the guest down.
const REFUSAL: Duration = Duration::from_millis(500);

/// How long an agent command may take (`virDomainQemuAgentCommandTimeoutValues`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgentTimeout {
    /// As long as it takes.
    Block,
    /// The default.
    Default,
    /// No time at all: sent, not waited for.
    NoWait,
    /// So many seconds.
    Seconds(u32),
}

impl AgentTimeout {
    /// The value of a number from the wire.
    ///
    /// # Errors
    /// 8 for other negative numbers.
    pub fn from_number(number: i32) -> Result<Self> {
        match number {
            -2 => Ok(Self::Block),
            -1 => Ok(Self::Default),
            0 => Ok(Self::NoWait),
            seconds => u32::try_from(seconds).map(Self::Seconds).map_err(|_| {
                let detail = format!("guest agent timeout '{number}' is less than the minimum '-2'");
                Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
            }),
        }
    }
}

impl Guest {
    /// Sends a raw command to QEMU's monitor (program qemu, MONITOR_COMMAND): JSON, or with `human` a line
    /// for people. The guest is tainted before the command is sent, whether it succeeds or not. `files` go to QEMU with
    /// it (MONITOR_COMMAND_WITH_FILES).
    ///
    /// # Errors
    /// 55 "domain is not running"; 1 for what is no JSON; 68 when QEMU does not answer in time.
    pub async fn monitor_command(
        &self,
        command: String,
        files: Vec<OwnedFd>,
        human: bool,
        caller: &Caller,
    ) -> Result<String> {
        let caller = *caller;
        let monitor = {
            let command = command.clone();
            self.ask_beside(move |owner| {
                Box::pin(async move {
                    let monitor = owner.monitor()?;
                    let cause = caller.cause();
                    let mut found = vec![rules::custom_monitor(&first_word(&command), Some(cause.clone()))];
                    found.extend(owner.deprecated_uses(&command, &cause));
                    owner.allow(Act::Monitor, &found)?;
                    for finding in found {
                        owner.note(finding);
                    }
                    Ok(monitor)
                })
            })
            .await?
        };
        // From here on the guest's queue is free again: a command that takes long holds up nothing else.
        let deadline = self.surroundings().settings().monitor_timeout;
        let reply = if human {
            let arguments = json!({ "command-line": command });
            let reply = monitor.execute_with_fd("human-monitor-command", arguments, files, deadline).await;
            reply.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        } else {
            monitor.execute_raw(&command, files, deadline).await
        };
        reply.map_err(|e| match e {
            QmpError::Malformed(why) => {
                Error::internal(ErrorDomain::None, format!("failed to parse JSON: {why}"))
            }
            QmpError::IdTaken => Error::internal(ErrorDomain::Qemu, "Unable to append command 'id' string"),
            other => monitor_error(&first_word(&command), &other),
        })
    }

    /// Sends a raw command to the guest agent (program qemu, AGENT_COMMAND); the guest is tainted before.
    /// `timeout` is a number as [`AgentTimeout`] has them.
    ///
    /// # Errors
    /// 8 for a time that there is not;
    /// 55 "domain is not running"; 74 "QEMU guest agent is not configured"; 86 when it does not answer;
    /// 112 when it answers too late.
    pub async fn agent_command(&self, command: String, timeout: i32, caller: &Caller) -> Result<String> {
        let caller = *caller;
        let (agent, timeout) = {
            let command = command.clone();
            self.ask_beside(move |owner| {
                Box::pin(async move {
                    let agent = owner.agent().await?;
                    let timeout = AgentTimeout::from_number(timeout)?;
                    let finding = rules::custom_ga_command(&first_word(&command), Some(caller.cause()));
                    owner.allow(Act::Agent, std::slice::from_ref(&finding))?;
                    owner.note(finding);
                    Ok((agent, timeout))
                })
            })
            .await?
        };
        let reply = agent.execute_raw(&command, wait(timeout)).await;
        if matches!(reply, Err(AgentError::Closed | AgentError::Protocol(_))) {
            self.ask_beside(|owner| {
                Box::pin(async move {
                    owner.forget_agent();
                    Ok(())
                })
            })
            .await?;
        }
        reply.map_err(|e| agent_error(&e))
    }
}

impl Owner {
    /// What a raw command uses that QEMU will drop, as far as QEMU's schema is known.
    fn deprecated_uses(&self, command: &str, cause: &findings::Cause) -> Vec<findings::Finding> {
        let emulator = self.view.live.as_ref().and_then(|live| live.domain().devices.emulator.as_deref());
        let known = emulator.and_then(|path| self.surroundings.known_capabilities(path.as_ref()));
        known.map_or_else(Vec::new, |known| findings::deprecated_in_command(command, &known, Some(cause)))
    }

    /// A connection to the guest agent: one for the whole run, since its channel takes one at a time.
    ///
    /// # Errors
    /// 55, 74 or 86, as libvirt has them.
    pub(crate) async fn agent(&mut self) -> Result<Agent> {
        self.require_active()?;
        let channel = self.view.live.as_ref().and_then(|live| channels::agent(live.domain()));
        let Some(channel) = channel else {
            let detail = "QEMU guest agent is not configured";
            return Err(Error::new(Code::ArgumentUnsupported, ErrorDomain::Qemu, detail));
        };
        if !channel.connected {
            return Err(not_connected());
        }
        if let Some(agent) = self.run.as_ref().and_then(|live| live.agent.clone()) {
            return Ok(agent);
        }
        let connected = tokio::time::timeout(AGENT, host::socket::connect(&channel.path)).await;
        let stream = match connected {
            Ok(Ok(stream)) => stream,
            Ok(Err(why)) => {
                tracing::warn!("the agent's channel of domain '{}': {why}", self.view.name);
                return Err(not_connected());
            }
            Err(_) => return Err(not_connected()),
        };
        let agent = Agent::new(stream, qmp::AgentOptions::default());
        if let Some(live) = &mut self.run {
            live.agent = Some(agent.clone());
        }
        Ok(agent)
    }

    /// Forgets the agent's connection: the next one who needs it makes a new one.
    pub(crate) fn forget_agent(&mut self) {
        if let Some(live) = &mut self.run {
            live.agent = None;
        }
    }

    /// Has the agent power the guest off or reboot it. It answers only when it refuses.
    pub(crate) async fn agent_power(&mut self, mode: &str) -> Result<()> {
        let agent = self.agent().await?;
        match agent.execute("guest-shutdown", json!({ "mode": mode }), qmp::Wait::For(REFUSAL)).await {
            Ok(_) | Err(AgentError::Timeout | AgentError::Closed) => Ok(()),
            Err(why) => Err(agent_error(&why)),
        }
    }
}

fn not_connected() -> Error {
    Error::new(Code::AgentUnresponsive, ErrorDomain::Qemu, "QEMU guest agent is not connected")
}

/// The command's name, for the finding: of JSON the value of `execute`, else the line's first word.
fn first_word(command: &str) -> String {
    const MAX: usize = 80;
    let parsed: Option<serde_json::Value> = serde_json::from_str(command).ok();
    let name =
        parsed.as_ref().and_then(|json| json["execute"].as_str().or_else(|| json["exec-oob"].as_str()));
    name.or_else(|| command.split_whitespace().next()).unwrap_or_default().chars().take(MAX).collect()
}

pub(crate) const fn wait(timeout: AgentTimeout) -> qmp::Wait {
    match timeout {
        AgentTimeout::Block => qmp::Wait::Forever,
        AgentTimeout::Default => qmp::Wait::For(AGENT),
        AgentTimeout::NoWait => qmp::Wait::For(Duration::ZERO),
        AgentTimeout::Seconds(seconds) => qmp::Wait::For(Duration::from_secs(seconds as u64)),
    }
}

/// What became of an agent command, in libvirt's words.
pub(crate) fn agent_error(error: &AgentError) -> Error {
    let (code, detail) = match error {
        AgentError::NotResponding => {
            (Code::AgentUnresponsive, "guest agent is not available for now".to_owned())
        }
        AgentError::Timeout => {
            (Code::AgentCommandTimeout, "timed out while waiting for the guest agent".to_owned())
        }
        AgentError::WrongId => (Code::AgentUnsynced, "the guest agent answered another handshake".to_owned()),
        AgentError::Command { desc, .. } => {
            (Code::AgentCommandFailed, format!("unable to execute QEMU agent command: {desc}"))
        }
        AgentError::Malformed(why) => (Code::InternalError, format!("failed to parse JSON: {why}")),
        AgentError::Closed => return not_connected(),
        other @ AgentError::Protocol(_) => (Code::InternalError, other.to_string()),
    };
    Error::new(code, ErrorDomain::Qemu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_findings_subject_is_the_commands_name_not_its_secrets() {
        assert_eq!(first_word(r#"{"execute":"set_password","arguments":{"password":"x"}}"#), "set_password");
        assert_eq!(first_word("info status"), "info");
        assert_eq!(first_word(&"x".repeat(500)).len(), 80);
    }

    #[test]
    fn agent_timeouts_have_libvirts_numbers() {
        assert_eq!(AgentTimeout::from_number(-2), Ok(AgentTimeout::Block));
        assert_eq!(AgentTimeout::from_number(5), Ok(AgentTimeout::Seconds(5)));
        assert!(AgentTimeout::from_number(-3).is_err());
    }
}
