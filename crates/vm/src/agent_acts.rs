//! What a guest agent can be asked to do: freeze and trim file systems, take virtual CPUs, set passwords and
//! keys, fall asleep.

use std::collections::BTreeSet;
use std::time::Duration;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::NumberSet;
use qmp::AgentError;
use serde_json::{Value, json};

use crate::agent_call::{DISKS, QUESTION, malformed};
use crate::base64::base64;
use crate::guest::Guest;
use crate::lifecycle::invalid;
use crate::state::State;

/// How often it is looked whether a guest has fallen asleep.
const GLANCE: Duration = Duration::from_millis(50);

/// How a guest is to sleep (`virNodeSuspendTarget`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sleep {
    /// In memory.
    Memory,
    /// On disk.
    Disk,
    /// In memory, with all on disk too.
    Hybrid,
}

/// What becomes of the keys that were there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyChange {
    /// They go.
    Replace,
    /// They stay beside the new ones.
    Add,
    /// The keys that are named go, the others stay.
    Remove,
}

/// The virtual CPUs as the guest has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestVcpus {
    /// All of them.
    pub all: BTreeSet<u32>,
    /// Those that it uses.
    pub online: BTreeSet<u32>,
    /// Those that it could do without.
    pub offlinable: BTreeSet<u32>,
}

impl Guest {
    /// Freezes file systems, all or those mounted at some places; returns how many (DOMAIN_FSFREEZE).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn freeze(&self, mount_points: Vec<String>) -> Result<i32> {
        let (command, arguments) = match mount_points.is_empty() {
            true => ("guest-fsfreeze-freeze", Value::Null),
            false => ("guest-fsfreeze-freeze-list", json!({ "mountpoints": mount_points })),
        };
        count(command, &self.agent_call(command, arguments, DISKS).await?)
    }

    /// Thaws all file systems; returns how many (DOMAIN_FSTHAW).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn thaw(&self) -> Result<i32> {
        let command = "guest-fsfreeze-thaw";
        count(command, &self.agent_call(command, Value::Null, DISKS).await?)
    }

    /// Gives unused pieces of at least so many bytes back to the host (DOMAIN_FSTRIM).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn trim(&self, minimum: u64) -> Result<()> {
        self.agent_call("guest-fstrim", json!({ "minimum": minimum }), DISKS).await.map(drop)
    }

    /// The virtual CPUs as the guest has them (DOMAIN_GET_GUEST_VCPUS).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn guest_vcpus(&self) -> Result<GuestVcpus> {
        let command = "guest-get-vcpus";
        let answer = self.agent_call(command, Value::Null, QUESTION).await?;
        let mut vcpus = GuestVcpus::default();
        for entry in answer.as_array().ok_or_else(|| malformed(command))? {
            let id = entry["logical-id"].as_u64().and_then(|id| u32::try_from(id).ok());
            let (id, online) = id.zip(entry["online"].as_bool()).ok_or_else(|| malformed(command))?;
            vcpus.all.insert(id);
            if online {
                vcpus.online.insert(id);
            }
            if entry["can-offline"].as_bool() == Some(true) {
                vcpus.offlinable.insert(id);
            }
        }
        Ok(vcpus)
    }

    /// Has the guest use virtual CPUs, or do without them (DOMAIN_SET_GUEST_VCPUS).
    ///
    /// # Errors
    /// As [`Guest::agent_call`]; 8 for virtual CPUs that it has not got or cannot do without.
    pub async fn set_guest_vcpus(&self, wanted: &NumberSet, online: bool) -> Result<()> {
        let known = self.guest_vcpus().await?;
        if let Some(missing) = wanted.iter().find(|id| !known.all.contains(id)) {
            let detail = format!("guest is missing vCPU '{missing}'");
            return Err(Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail));
        }
        if !online
            && let Some(needed) =
                wanted.iter().find(|id| known.online.contains(id) && !known.offlinable.contains(id))
        {
            let detail = format!("vCPU '{needed}' cannot be offlined");
            return Err(Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail));
        }
        let mut left: Vec<Value> =
            wanted.iter().map(|id| json!({ "logical-id": id, "online": online })).collect();
        let command = "guest-set-vcpus";
        // The agent takes one after the other and says how many it has done.
        while !left.is_empty() {
            let done = count(command, &self.agent_call(command, json!({ "vcpus": left }), QUESTION).await?)?;
            match usize::try_from(done) {
                Ok(done) if done > 0 => left.drain(..done.min(left.len())),
                _ => return Err(malformed(command)),
            };
        }
        Ok(())
    }

    /// Sets a user's password (DOMAIN_SET_USER_PASSWORD).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn set_user_password(&self, user: &str, password: &str, encrypted: bool) -> Result<()> {
        let arguments = json!({
            "username": user,
            "password": base64(password.as_bytes()),
            "crypted": encrypted,
        });
        self.agent_call("guest-set-user-password", arguments, QUESTION).await.map(drop)
    }

    /// Changes which keys may log in as `user` (DOMAIN_AUTHORIZED_SSH_KEYS_SET).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn set_ssh_keys(&self, user: &str, keys: &[String], change: KeyChange) -> Result<()> {
        let (command, arguments) = match change {
            KeyChange::Remove => {
                ("guest-ssh-remove-authorized-keys", json!({ "username": user, "keys": keys }))
            }
            KeyChange::Replace | KeyChange::Add => (
                "guest-ssh-add-authorized-keys",
                json!({ "username": user, "keys": keys, "reset": change == KeyChange::Replace }),
            ),
        };
        self.agent_call(command, arguments, QUESTION).await.map(drop)
    }

    /// Has the guest fall asleep (DOMAIN_PM_SUSPEND_FOR_DURATION). The agent answers only when it refuses.
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn sleep(&self, how: Sleep) -> Result<()> {
        let command = match how {
            Sleep::Memory => "guest-suspend-ram",
            Sleep::Disk => "guest-suspend-disk",
            Sleep::Hybrid => "guest-suspend-hybrid",
        };
        let asleep = async {
            while matches!(self.view().state, State::Running(_) | State::Paused(_)) {
                tokio::time::sleep(GLANCE).await;
            }
        };
        tokio::select! {
            () = asleep => Ok(()),
            answer = self.agent_ask(command, Value::Null, QUESTION) => match answer? {
                Ok(_) | Err(AgentError::Closed) => Ok(()),
                Err(AgentError::Command { desc, .. }) => Err(Error::new(
                    Code::AgentCommandFailed,
                    ErrorDomain::Qemu,
                    format!("unable to execute QEMU agent command '{command}': {desc}"),
                )),
                Err(why) => Err(crate::passthrough::agent_error(&why)),
            },
        }
    }

    /// Wakes a sleeping guest (DOMAIN_PM_WAKEUP).
    ///
    /// # Errors
    /// 55; 1 when it is not asleep, as QEMU says; 68 when QEMU does not answer in time.
    pub async fn wake(&self) -> Result<()> {
        self.command("system_wakeup", Value::Null).await.map(drop)
    }

    /// The guest's time: seconds and nanoseconds since 1970 (DOMAIN_GET_TIME).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn time(&self) -> Result<(i64, u32)> {
        const SECOND: i64 = 1_000_000_000;
        let command = "guest-get-time";
        let nanoseconds = self.agent_call(command, Value::Null, QUESTION).await?;
        let nanoseconds = nanoseconds.as_i64().ok_or_else(|| malformed(command))?;
        let rest = u32::try_from(nanoseconds.rem_euclid(SECOND)).unwrap_or(0);
        Ok((nanoseconds.div_euclid(SECOND), rest))
    }

    /// Sets the guest's time, or with `None` has it take the time of its own clock device (DOMAIN_SET_TIME).
    /// Ticks that the clock device has missed are then forgotten.
    ///
    /// # Errors
    /// As [`Guest::agent_call`]; 8 for a time that no number can hold.
    pub async fn set_time(&self, time: Option<(i64, u32)>) -> Result<()> {
        if !self.view().is_active() {
            return Err(invalid("domain is not running"));
        }
        let arguments = match time {
            None => Value::Null,
            Some((seconds, nanoseconds)) => {
                let time = seconds.checked_mul(1_000_000_000).and_then(|s| s.checked_add(nanoseconds.into()));
                let time = time.ok_or_else(|| {
                    let detail = format!("Time '{seconds}' is too big for guest agent");
                    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
                })?;
                json!({ "time": time })
            }
        };
        self.agent_call("guest-set-time", arguments, QUESTION).await?;
        self.command("rtc-reset-reinjection", Value::Null).await.map(drop)
    }
}

fn count(command: &str, answer: &Value) -> Result<i32> {
    answer.as_i64().and_then(|count| i32::try_from(count).ok()).ok_or_else(|| malformed(command))
}
