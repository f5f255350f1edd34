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
    let (date, time) = stamp.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-').map(str::parse::<i64>);
    let mut next = || date.next()?.ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut clock = seconds.splitn(3, ':').map(str::parse::<i64>);
    let mut next = || clock.next()?.ok();
    let (hour, minute, second) = (next()?, next()?, next()?);
    let milliseconds: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let in_range = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    let total = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    in_range.then(|| u64::try_from(total * 1000 + milliseconds).ok())?
}

/// Days from the Unix epoch to a day of the Gregorian calendar, counting years from March.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
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
            ("2026-99-24T10:00:01.250000Z qemu-system-x86_64: warning: x", None),
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
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 3, 1), 11_017);
        assert_eq!(days(2024, 2, 29), 19_782);
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
