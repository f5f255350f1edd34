//! A finding: what is true of a guest that its owner should know, as one value.
//!
//! libvirt's opaque strings, the log lines and the status file are renderings of it; people get
//! sentences, programs get codes.

use serde::Serialize;

use crate::Taint;

/// The stable name programs compare, such as `deprecated-config.machine-type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// What kind of truth it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Somebody did or configured what makes the guest hard to support.
    Taint,
    /// It uses what its QEMU says will go away.
    Deprecation,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth acting on before the next upgrade.
    Warning,
    /// Dangerous as it is.
    Danger,
}

/// What it is about, and where that stands in the definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The value itself: a machine type, a CPU model, a device's alias, the arguments.
    pub value: String,
    /// Its place in the XML, such as `/domain/os/type/@machine`; `None` when it does not stand there.
    pub place: Option<&'static str>,
}

/// Who caused it, where somebody did (a raw monitor command has a client behind it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// The client's user id.
    pub uid: u32,
    /// The client's process id when it acted.
    pub pid: i32,
    /// Which of the daemon's connections it used.
    pub connection: u64,
}

/// One truth about one guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// What kind of truth.
    pub class: Class,
    /// How much it matters.
    pub severity: Severity,
    /// The taint flag that it sets, as libvirt has it.
    #[serde(serialize_with = "taint_word")]
    pub taint: Taint,
    /// What it is about.
    pub subject: Subject,
    /// The sentence for people.
    pub sentence: String,
    /// Who says so: which QEMU, which reply, which rule.
    pub evidence: String,
    /// What to do about it.
    pub remedy: Option<String>,
    /// Who caused it.
    pub cause: Option<Cause>,
    /// When it was noticed first, in ms since the Unix epoch; 0 until the guest's owner has stamped it.
    pub first_seen_ms: u64,
}

fn taint_word<S: serde::Serializer>(taint: &Taint, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(taint.word())
}

impl Finding {
    /// The text in brackets that libvirt logs and keeps besides the flag; only deprecations have one.
    pub fn extra(&self) -> Option<String> {
        match self.class {
            Class::Deprecation => Some(self.sentence.clone()),
            Class::Taint => None,
        }
    }

    /// libvirt's log words: `is tainted: FLAG` or `is tainted: FLAG (EXTRA)`.
    pub fn log_words(&self) -> String {
        match self.extra() {
            Some(extra) => format!("is tainted: {} ({extra})", self.taint.word()),
            None => format!("is tainted: {}", self.taint.word()),
        }
    }
}
