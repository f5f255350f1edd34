//! What changes about a guest when another emulator takes the place of the one that it was judged by.

use std::fmt;

use caps::Version;
use serde::Serialize;

use crate::{Finding, rules};

/// The difference between what two emulators say about one definition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FindingChanges {
    /// What holds now and did not before.
    pub appeared: Vec<Finding>,
    /// What held before and does not any more.
    pub gone: Vec<Finding>,
}

impl FindingChanges {
    /// Whose evidence a finding rests on and when it was noticed are no difference.
    pub fn between(before: &[Finding], after: &[Finding]) -> Self {
        let missing = |some: &[Finding], from: &[Finding]| {
            some.iter().filter(|one| !from.iter().any(|other| one.is_same(other))).cloned().collect()
        };
        Self { appeared: missing(after, before), gone: missing(before, after) }
    }

    /// Whether there is no difference.
    pub const fn is_empty(&self) -> bool {
        self.appeared.is_empty() && self.gone.is_empty()
    }
}

impl fmt::Display for FindingChanges {
    /// For a log line that has named the guest. What would keep it from starting has words of its own elsewhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |findings: &[Finding]| {
            let flags = findings.iter().filter(|finding| finding.taint.is_some());
            flags.map(Finding::log_words).collect::<Vec<_>>().join(", ")
        };
        match (words(&self.appeared).as_str(), words(&self.gone).as_str()) {
            ("", "") => Ok(()),
            (appeared, "") => write!(f, "at its next start it {appeared}"),
            ("", gone) => write!(f, "at its next start it no longer {gone}"),
            (appeared, gone) => write!(f, "at its next start it {appeared}, and no longer {gone}"),
        }
    }
}

/// A running guest's QEMU was replaced on disk. What runs is not touched by that; the messages about it neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmulatorReplaced {
    /// The path of the binary.
    pub binary: String,
    /// The version that runs, where it is known.
    pub running: Option<Version>,
    /// The version that is there now, where it can be used.
    pub installed: Option<Version>,
}

impl EmulatorReplaced {
    /// The same as a finding of the run.
    pub fn finding(&self) -> Finding {
        rules::emulator_replaced(&self.binary, self.to_string())
    }
}

impl fmt::Display for EmulatorReplaced {
    /// The sentence for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = |known: Option<Version>| known.map_or_else(|| "QEMU".into(), |v| format!("QEMU {v}"));
        let (binary, running) = (&self.binary, version(self.running));
        match self.installed {
            Some(installed) => write!(
                f,
                "{binary} was replaced while it runs: it goes on with the {running} that it was started with, its \
                 next start will be a different machine, of QEMU {installed}"
            ),
            None => write!(
                f,
                "{binary} was removed while it runs, or replaced by what cannot be used: it goes on with the \
                 {running} that it was started with, and cannot be started again"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_about_something_else_is_a_difference() {
        let before = [rules::deprecated_machine("m", "QEMU 1"), rules::custom_argv(&["-s".into()])];
        let after = [rules::deprecated_machine("m", "QEMU 2"), rules::deprecated_cpu("c", "QEMU 2")];
        let changes = FindingChanges::between(&before, &after);
        assert_eq!(
            changes.to_string(),
            "at its next start it is tainted: deprecated-config (CPU model 'c'), and no longer is tainted: custom-argv"
        );
        let changes = FindingChanges::between(&after[..1], &before[..1]);
        assert!(changes.is_empty() && changes.to_string().is_empty());
    }

    #[test]
    fn a_replaced_emulator_is_told_with_what_is_known() {
        let of =
            |running, installed| EmulatorReplaced { binary: "/q".into(), running, installed }.to_string();
        assert_eq!(
            of(Some(Version::new(7, 2, 0)), Some(Version::new(10, 0, 2))),
            "/q was replaced while it runs: it goes on with the QEMU 7.2.0 that it was started with, its next \
             start will be a different machine, of QEMU 10.0.2"
        );
        assert_eq!(
            of(None, None),
            "/q was removed while it runs, or replaced by what cannot be used: it goes on with the QEMU that it \
             was started with, and cannot be started again"
        );
    }
}
