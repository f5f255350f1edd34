//! The decisions of one policy file.

use serde::{Deserialize, Serialize};

use crate::{Date, Pattern};

/// What becomes of a finding when somebody is about to cause it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is among the findings, as without a policy.
    #[default]
    Report,
    /// The daemon's log warns of it as well.
    Warn,
    /// What would cause it is not done.
    Refuse,
}

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Store a definition, new or changed.
    Define,
    /// Start a guest afresh.
    Start,
    /// Give a running guest a device.
    HotPlug,
    /// Send a raw command to QEMU's monitor.
    Monitor,
    /// Send a raw command to the guest agent.
    Agent,
}

impl Act {
    /// For sentences: `refuses custom-argv at define`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Define => "define",
            Self::Start => "start",
            Self::HotPlug => "hot-plug",
            Self::Monitor => "monitor",
            Self::Agent => "agent",
        }
    }
}

/// What is done about some findings of some guests. The first rule that fits counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which findings, by their codes.
    pub code: Pattern,
    /// Which guests, by name or uuid; empty: all.
    pub guests: Vec<Pattern>,
    /// What is done.
    pub action: Action,
    /// At which acts; empty: at all.
    pub at: Vec<Act>,
    /// Why, in the administrator's words: told with a warning or a refusal.
    pub reason: Option<String>,
    /// The line of the file that the rule's code stands in, from 1.
    pub line: usize,
}

/// A finding that somebody answers for: it is shown with that, and neither warned of nor refused, until it expires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Which findings, by their codes.
    pub code: Pattern,
    /// Which guests, by name or uuid; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<Pattern>,
    /// Who answers for it.
    pub owner: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it counts (UTC); `None`: until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

/// The guest that something is about to be done to.
#[derive(Debug, Clone, Copy)]
pub struct GuestName<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its uuid, as libvirt writes it.
    pub uuid: &'a str,
}

/// The decisions of one file. Without one, everything is reported and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// What would be refused is only logged.
    pub dry_run: bool,
    /// What is done about which findings; the first that fits counts.
    pub rules: Vec<Rule>,
    /// Findings that somebody answers for.
    pub waivers: Vec<Waiver>,
}

impl GuestName<'_> {
    /// Whether patterns (of names or uuids) mean it; none means all.
    pub(crate) fn is_among(self, patterns: &[Pattern]) -> bool {
        let is_meant = |pattern: &Pattern| pattern.matches(self.name) || pattern.matches(self.uuid);
        patterns.is_empty() || patterns.iter().any(is_meant)
    }
}

impl Waiver {
    /// Whether it is for findings of this code of this guest, and still counts on this day.
    pub fn covers(&self, code: &str, guest: GuestName<'_>, today: Date) -> bool {
        self.code.matches(code)
            && guest.is_among(&self.guests)
            && self.expires.is_none_or(|last| today <= last)
    }
}
