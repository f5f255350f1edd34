//! A finding: what is true of a guest that its owner should know, as one value.
//!
//! libvirt's opaque strings, the log lines and the status file are renderings of it; people get
//! sentences, programs get codes. Its JSON is a stable form (`docs/findings.md`): members are only ever added.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Entry, Taint};

/// The stable name programs compare, such as `deprecated-config.machine-type`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What all findings of this code have in common; `None` for a code of another version.
    pub fn entry(&self) -> Option<&'static Entry> {
        Entry::of(&self.0)
    }
}

impl From<&'static str> for Code {
    fn from(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of truth it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Somebody did or configured what makes the guest hard to support.
    Taint,
    /// It uses what its QEMU says will go away.
    Deprecation,
    /// A disk could not be read or written.
    IoError,
    /// What will be true of it the next time it starts.
    Forecast,
    /// QEMU itself complained.
    RuntimeWarning,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 5] =
        [Self::Taint, Self::Deprecation, Self::IoError, Self::Forecast, Self::RuntimeWarning];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Taint => "taint",
            Self::Deprecation => "deprecation",
            Self::IoError => "io-error",
            Self::Forecast => "forecast",
            Self::RuntimeWarning => "runtime-warning",
        }
    }
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth acting on before the next upgrade.
    Warning,
    /// Dangerous as it is.
    Danger,
}

impl Severity {
    /// Every severity, the mildest first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Danger];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// When it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Of what runs now.
    #[default]
    Running,
    /// Once it is started from its stored definition.
    NextStart,
    /// Once it is started and its managed-save image is loaded.
    ManagedSave,
    /// Once it is reverted to the snapshot of this name.
    Snapshot(String),
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Running => f.write_str("running"),
            Self::NextStart => f.write_str("next start"),
            Self::ManagedSave => f.write_str("managed save image"),
            Self::Snapshot(name) => write!(f, "snapshot '{name}'"),
        }
    }
}

/// What it is about, and where that stands in the definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// The value itself: a machine type, a CPU model, a device's alias, the arguments.
    pub value: String,
    /// Its place in the XML, such as `/domain/os/type/@machine`; `None` when it does not stand there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Cow<'static, str>>,
}

impl Subject {
    /// Something that stands in the definition.
    pub(crate) fn at(value: impl Into<String>, place: &'static str) -> Self {
        Self { value: value.into(), place: Some(Cow::Borrowed(place)) }
    }

    /// Something that does not.
    pub(crate) fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), place: None }
    }
}

/// Who caused it, where somebody did (a raw monitor command has a client behind it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The client's user id.
    pub uid: u32,
    /// The client's process id when it acted.
    pub pid: i32,
    /// The name of the client's program, where it could be learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// Which of the daemon's connections it used.
    pub connection: u64,
}

/// One truth about one guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// What kind of truth. Of a guest that does not run yet, all are forecasts.
    pub class: Class,
    /// How much it matters.
    pub severity: Severity,
    /// The taint flag that it sets (or would set), as libvirt has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taint: Option<Taint>,
    /// When it holds.
    #[serde(default)]
    pub when: When,
    /// What it is about.
    pub subject: Subject,
    /// The sentence for people.
    pub sentence: String,
    /// Who says so: which QEMU, which reply, which rule.
    pub evidence: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Who caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// When it was noticed first, in ms since the Unix epoch; 0 until it has been stamped.
    #[serde(default)]
    pub first_seen_ms: u64,
    /// When it was noticed last, in ms since the Unix epoch.
    #[serde(default)]
    pub last_seen_ms: u64,
    /// How often it was noticed.
    #[serde(default = "once")]
    pub count: u64,
}

const fn once() -> u64 {
    1
}

impl Finding {
    /// Whether both are the same finding, seen twice: the same code about the same subject at the same time.
    pub fn is_same(&self, other: &Self) -> bool {
        self.code == other.code && self.subject == other.subject && self.when == other.when
    }

    /// The finding with the time at which it was noticed, in ms since the Unix epoch.
    #[must_use]
    pub const fn seen_at(mut self, ms: u64) -> Self {
        self.first_seen_ms = ms;
        self.last_seen_ms = ms;
        self
    }

    /// The same finding seen again, with what is new about it.
    pub fn see_again(&mut self, later: &Self) {
        self.count = self.count.saturating_add(later.count);
        self.last_seen_ms = self.last_seen_ms.max(later.last_seen_ms);
        self.cause = later.cause.clone().or_else(|| self.cause.take());
        self.sentence.clone_from(&later.sentence);
    }

    /// The finding as it will hold at another time: a forecast.
    #[must_use]
    pub fn forecast(mut self, when: When) -> Self {
        self.when = when;
        self.class = Class::Forecast;
        self
    }

    /// The text in brackets that libvirt logs and keeps besides the flag; only `deprecated-config` has one.
    pub fn extra(&self) -> Option<&str> {
        (self.taint == Some(Taint::DeprecatedConfig)).then_some(self.sentence.as_str())
    }

    /// libvirt's log words: `is tainted: FLAG` or `is tainted: FLAG (EXTRA)`; of what sets no flag, the sentence.
    pub fn log_words(&self) -> String {
        let Some(taint) = self.taint else { return self.sentence.clone() };
        match self.extra() {
            Some(extra) => format!("is tainted: {} ({extra})", taint.word()),
            None => format!("is tainted: {}", taint.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules;

    #[test]
    fn its_json_is_the_stable_form_and_goes_both_ways() {
        let cause = Cause { uid: 1000, pid: 77, program: Some("virsh".into()), connection: 3 };
        let finding = rules::custom_monitor("stop", Some(cause)).seen_at(5);
        let written = serde_json::to_value(&finding).unwrap();
        assert_eq!(
            written,
            json!({
                "code": "custom-monitor",
                "class": "taint",
                "severity": "warning",
                "taint": "custom-monitor",
                "when": "running",
                "subject": { "value": "stop" },
                "sentence": "custom monitor control commands issued",
                "evidence": "a client sent this to QEMU's monitor past the daemon",
                "remedy": finding.remedy,
                "cause": { "uid": 1000, "pid": 77, "program": "virsh", "connection": 3 },
                "first_seen_ms": 5,
                "last_seen_ms": 5,
                "count": 1,
            })
        );
        assert_eq!(serde_json::from_value::<Finding>(written).unwrap(), finding);
        let forecast = rules::deprecated_machine("m", "QEMU").forecast(When::Snapshot("s".into()));
        let written = serde_json::to_value(&forecast).unwrap();
        assert_eq!(written["when"], json!({ "snapshot": "s" }));
        assert_eq!(written["class"], "forecast");
        assert_eq!(serde_json::from_value::<Finding>(written).unwrap(), forecast);
    }

    #[test]
    fn a_code_of_another_version_is_read_and_only_has_no_entry() {
        let text = r#"{"code":"new","class":"taint","severity":"info","subject":{"value":"x"},
                       "sentence":"s","evidence":"e","later":1}"#;
        let finding: Finding = serde_json::from_str(text).unwrap();
        assert_eq!((finding.code.entry(), finding.count, finding.when), (None, 1, When::Running));
    }

    #[test]
    fn words_are_those_of_the_json() {
        for class in Class::ALL {
            assert_eq!(json!(class), class.as_str());
        }
        for severity in Severity::ALL {
            assert_eq!(json!(severity), severity.as_str());
        }
    }
}
