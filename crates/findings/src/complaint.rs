//! What QEMU itself complains of, in lines that it writes to the guest's log.
//!
//! ```text
//! 2026-11-24T10:00:00.123456Z qemu-system-x86_64: warning: Machine type 'pc-i440fx-5.2' is deprecated: ...
//! <-- with -msg timestamp --> <-- its program -->          <------------------ what it says --------------->
//! ```
//!
//! A guest can provoke such lines, so nothing of them is trusted: neither their number nor their length.

use crate::catalogue::{self, Entry};
use crate::{Finding, rules};

/// The most that is kept of a line, in characters.
const KEPT: usize = 300;

/// A line in which QEMU complains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// When it was written, in ms since the Unix epoch, where the line says.
    pub time_ms: Option<u64>,
    /// What it says, without time and program.
    pub text: String,
    /// It is about something deprecated.
    pub is_deprecation: bool,
}

impl Complaint {
    /// The complaint in a line of a guest's log; `None` for any other line. `program` is the name of the emulator's
    /// file.
    pub fn parse(line: &str, program: &str) -> Option<Self> {
        let (time_ms, rest) = match line.split_once(' ') {
            Some((stamp, rest)) if stamp.ends_with('Z') => (Some(milliseconds(stamp)?), rest),
            _ => (None, line),
        };
        let said = rest.strip_prefix(program)?.strip_prefix(": ")?;
        // Where on the command line it stands may come in between.
        let warning = said.find("warning: ").and_then(|at| said.get(at + "warning: ".len()..));
        let text = warning.unwrap_or(said);
        let is_deprecation = contains_word(text, "deprecated");
        (warning.is_some() || is_deprecation).then(|| Self {
            time_ms,
            text: text.chars().filter(|letter| !letter.is_control()).take(KEPT).collect(),
            is_deprecation,
        })
    }

    /// Whether the finding knows already what this says.
    pub(crate) fn is_about(&self, finding: &Finding) -> bool {
        if !self.is_deprecation {
            return false;
        }
        let name = &finding.subject.value;
        let code = finding.code.as_str();
        if code == catalogue::DEPRECATED_CONFIG_MACHINE_TYPE.code {
            let quoted = format!("achine type '{name}'");
            return self.text.contains(&quoted);
        }
        if code == catalogue::DEPRECATED_CONFIG_CPU_MODEL.code {
            // QEMU names the type: `CPU model Icelake-Client-x86_64-cpu is deprecated`.
            let named = self.text.split_once("CPU model ").map_or("", |(_, rest)| rest);
            let word = named.split(' ').next().unwrap_or_default().trim_matches('\'');
            return word == name || type_of(word) == Some(name);
        }
        let is_command = code == catalogue::DEPRECATED_COMMAND.code;
        is_command && !name.is_empty() && self.text.contains(&format!("'{name}'"))
    }

    /// The finding that it is when no other knows of it.
    pub(crate) fn finding(&self) -> Finding {
        rules::qemu_said(self.entry(), &self.text)
    }

    fn entry(&self) -> &'static Entry {
        if self.is_deprecation { &catalogue::QEMU_DEPRECATION } else { &catalogue::QEMU_WARNING }
    }
}

/// The model behind the name of a CPU's type, such as `Icelake-Client-x86_64-cpu`.
fn type_of(word: &str) -> Option<&str> {
    word.strip_suffix("-cpu")?.rsplit_once('-').map(|(model, _arch)| model)
}

fn contains_word(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().contains(word)
}

/// `2026-11-24T10:00:00.123456Z` in ms since the Unix epoch.
fn milliseconds(stamp: &str) -> Option<u64> {
    let moment: jiff::Timestamp = stamp.ends_with('Z').then(|| stamp.parse().ok())??;
    u64::try_from(moment.as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = "qemu-system-x86_64";

    #[test]
    fn complaints_are_told_from_other_lines() {
        for (line, expected) in [
            (
                "2026-11-24T10:00:01.250000Z qemu-system-x86_64: warning: Machine type 'm' is deprecated: old",
                Some((Some(1_795_514_401_250), "Machine type 'm' is deprecated: old", true)),
            ),
            (
                "qemu-system-x86_64: warning: TCG doesn't support requested feature: CPUID.01H",
                Some((None, "TCG doesn't support requested feature: CPUID.01H", false)),
            ),
            (
                "qemu-system-x86_64: -device x: warning: short-form is deprecated",
                Some((None, "short-form is deprecated", true)),
            ),
            (
                "qemu-system-x86_64: -foo: The option is deprecated",
                Some((None, "-foo: The option is deprecated", true)),
            ),
            ("qemu-system-x86_64: -foo: invalid option", None),
            (
                "2026-11-24 10:00:01.250+0000: Domain id=1 is tainted: deprecated-config (machine type 'm')",
                None,
            ),
            ("char device redirected to /dev/pts/1 (label charserial0) warning: ", None),
            (
                "2026-11-24T19:01:34.712957Z qemu-system-x86_64: Machine type 'pc-1.3' is deprecated: use a newer one",
                Some((Some(1_795_546_894_712), "Machine type 'pc-1.3' is deprecated: use a newer one", true)),
            ),
            ("2026-99-24T10:00:01.250000Z qemu-system-x86_64: warning: x", None),
            ("9223372036854775807-01-01T00:00:00Z qemu-system-x86_64: warning: x", None),
            ("Z", None),
            ("", None),
        ] {
            let complaint = Complaint::parse(line, PROGRAM);
            let seen = complaint.as_ref().map(|c| (c.time_ms, c.text.as_str(), c.is_deprecation));
            assert_eq!(seen, expected, "{line}");
        }
    }

    #[test]
    fn a_line_is_kept_up_to_a_length_and_without_what_would_spoil_a_terminal() {
        let line = format!("qemu-system-x86_64: warning: \u{1b}[2J{}", "ä".repeat(1000));
        let complaint = Complaint::parse(&line, PROGRAM).unwrap();
        assert_eq!(complaint.text.chars().count(), KEPT);
        assert!(complaint.text.starts_with("[2Jä"));
    }

    #[test]
    fn what_a_finding_knows_already_is_recognised() {
        let about = |text: &str, finding: &Finding| {
            Complaint { time_ms: None, text: text.into(), is_deprecation: true }.is_about(finding)
        };
        let machine = rules::deprecated_machine("pc-i440fx-4.2", "QEMU");
        assert!(about("Machine type 'pc-i440fx-4.2' is deprecated: machines from ...", &machine));
        assert!(!about("Machine type 'pc-i440fx-4' is deprecated", &machine));
        let cpu = rules::deprecated_cpu("Icelake-Client", "QEMU");
        assert!(about("CPU model Icelake-Client-x86_64-cpu is deprecated -- use another", &cpu));
        assert!(!about("CPU model Icelake-Client-noTSX-x86_64-cpu is deprecated", &cpu));
        assert!(!about("Machine type 'Icelake-Client' is deprecated", &cpu));
        let command = rules::deprecated_command("drive-backup", "QEMU", None);
        assert!(about("command 'drive-backup' is deprecated", &command));
        assert!(!about("'drive-backup'x is deprecated", &rules::custom_argv(&[])));
    }
}
