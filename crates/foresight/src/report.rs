//! What was found out about guests and hosts.

use findings::{Finding, Severity};
use serde::Serialize;

use crate::Owner;

/// What a guest is doing, in libvirt's numbers and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuestState {
    /// It runs.
    Running,
    /// It waits for something.
    Idle,
    /// Its processors stand.
    Paused,
    /// It is shutting down.
    InShutdown,
    /// It does not run.
    ShutOff,
    /// It crashed.
    Crashed,
    /// It sleeps.
    Pmsuspended,
    /// The host does not say.
    NoState,
}

impl GuestState {
    /// The state of a `virDomainState`.
    pub const fn of(number: i32) -> Self {
        match number {
            1 => Self::Running,
            2 => Self::Idle,
            3 => Self::Paused,
            4 => Self::InShutdown,
            5 => Self::ShutOff,
            6 => Self::Crashed,
            7 => Self::Pmsuspended,
            _ => Self::NoState,
        }
    }

    /// The words that virsh has for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Idle => "idle",
            Self::Paused => "paused",
            Self::InShutdown => "in shutdown",
            Self::ShutOff => "shut off",
            Self::Crashed => "crashed",
            Self::Pmsuspended => "pmsuspended",
            Self::NoState => "no state",
        }
    }
}

/// A question that was not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotAsked {
    /// What is not known now.
    pub what: String,
    /// Why.
    pub why: String,
}

/// One guest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GuestReport {
    /// Its name.
    pub name: String,
    /// Its uuid.
    pub uuid: String,
    /// What it is doing.
    pub state: GuestState,
    /// Its title, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The machine type of its next start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine: Option<String>,
    /// The manager that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// The group that a pattern puts it into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What its host says of it, word for word.
    pub messages: Vec<String>,
    /// What is and will be true of it.
    pub findings: Vec<Finding>,
    /// What is not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<NotAsked>,
}

impl GuestReport {
    /// The gravest of its findings.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether something keeps it from starting.
    pub fn cannot_start(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.as_str().starts_with("cannot-start."))
    }

    /// Whether it uses something deprecated, or will.
    pub fn is_deprecated(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.as_str().starts_with("deprecated-config"))
    }

    /// Whether it is tainted, or will be: by anything but a deprecation.
    pub fn is_tainted(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.taint.is_some() && !finding.code.as_str().starts_with("deprecated-config"))
    }
}

/// One host.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HostReport {
    /// The URI that it was asked at.
    pub uri: String,
    /// Its name, as it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// The version of its hypervisor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hypervisor: Option<String>,
    /// Its guests, by name.
    pub guests: Vec<GuestReport>,
    /// What is not known of all its guests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<NotAsked>,
    /// Why it could not be asked, or not to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl HostReport {
    /// A host that could not be asked.
    pub fn failed(uri: &str, why: impl Into<String>) -> Self {
        Self { uri: uri.to_owned(), failure: Some(why.into()), ..Self::default() }
    }

    /// Whether everything could be asked.
    pub fn is_complete(&self) -> bool {
        self.failure.is_none()
            && self.not_asked.is_empty()
            && self.guests.iter().all(|guest| guest.not_asked.is_empty())
    }
}
