//! What is recorded about a guest while it runs, and how libvirt's messages call tells it.

use crate::rules::IoError;
use crate::{Class, Complaint, Finding, Taint, TaintSet, When, rules};

/// Flag 1 of the messages call: deprecations (`VIR_DOMAIN_MESSAGE_DEPRECATION`).
pub const MESSAGE_DEPRECATION: u32 = 1;
/// Flag 2: taints (`VIR_DOMAIN_MESSAGE_TAINTING`).
pub const MESSAGE_TAINTING: u32 = 2;
/// Flag 4: I/O errors of disks (`VIR_DOMAIN_MESSAGE_IOERRORS`).
pub const MESSAGE_IO_ERRORS: u32 = 4;

/// How many findings of one code are kept apart; the subjects of further ones are not told from each other.
const SUBJECTS: usize = 32;

/// The subject of those that are not told apart.
const OTHERS: &str = "(others)";

/// Of how many images the last I/O error is kept.
const IMAGES: usize = 256;

/// A running guest's record: libvirt's flag bits and deprecation strings, and the findings behind them.
///
/// It is emptied when the guest stops for whatever reason, and nothing else empties it. It is bounded, whatever
/// clients and the guest do: at most 33 findings of each code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    taints: TaintSet,
    deprecations: Vec<String>,
    findings: Vec<Finding>,
    /// The latest I/O error of each image, as long as this daemon lives: libvirt does not keep them longer.
    io_errors: Vec<IoError>,
    /// Words of taint flags in a status file that this version does not know: kept, never lost.
    unknown: Vec<String>,
}

impl Record {
    /// Takes note of a finding, or that a known one was seen again. Whether libvirt logs it: a flag is logged once
    /// a run, one with a text of its own every time it occurs.
    pub fn note(&mut self, finding: Finding) -> bool {
        let fresh = finding.taint.is_some_and(|taint| self.taints.insert(taint));
        let extra = finding.extra().map(str::to_owned);
        let is_logged = fresh || extra.is_some();
        self.deprecations.extend(extra);
        self.remember(finding);
        is_logged
    }

    fn remember(&mut self, mut finding: Finding) {
        let alike = self.findings.iter().filter(|known| known.code == finding.code).count();
        if alike >= SUBJECTS && !self.findings.iter().any(|known| known.is_same(&finding)) {
            OTHERS.clone_into(&mut finding.subject.value);
        }
        match self.findings.iter_mut().find(|known| known.is_same(&finding)) {
            Some(known) => known.see_again(&finding),
            None => self.findings.push(finding),
        }
    }

    /// An image could not be read or written: the latest such error of each image counts.
    pub fn note_io_error(&mut self, error: IoError, now_ms: u64) {
        self.remember(error.finding().seen_at(now_ms));
        self.io_errors.retain(|known| (&known.disk, known.index) != (&error.disk, error.index));
        if self.io_errors.len() == IMAGES {
            self.io_errors.remove(0);
        }
        self.io_errors.push(error);
    }

    /// What the messages call tells of these images, each a disk's target and its number in the disk's chain, in
    /// this order.
    pub fn io_messages<'a>(&self, images: impl Iterator<Item = (&'a str, u32)>) -> Vec<String> {
        let of = |(disk, index): (&str, u32)| {
            self.io_errors.iter().find(|error| error.disk == disk && error.index == index)
        };
        images.filter_map(of).map(|error| format!("I/O error: {}", error.words())).collect()
    }

    /// QEMU complained. What a finding knows already becomes its evidence; the rest are findings of their own, each
    /// line once and up to a bound. Whether anything changed that is worth telling.
    pub fn hear(&mut self, complaint: &Complaint, now_ms: u64) -> bool {
        if let Some(known) = self.findings.iter_mut().find(|known| complaint.is_about(known)) {
            let said = format!("; QEMU says: {}", complaint.text);
            if known.evidence.contains("; QEMU says: ") {
                return false;
            }
            known.evidence += &said;
            return true;
        }
        let mut finding = complaint.finding().seen_at(complaint.time_ms.unwrap_or(now_ms));
        let alike = self.findings.iter().filter(|known| known.class == finding.class).count();
        if alike >= SUBJECTS && !self.findings.iter().any(|known| known.is_same(&finding)) {
            finding = rules::warnings_dropped().seen_at(finding.last_seen_ms);
        }
        self.remember(finding);
        true
    }

    /// Complaints came too fast: so many bytes of the log were passed over.
    pub fn miss(&mut self, now_ms: u64) {
        self.remember(rules::warnings_dropped().seen_at(now_ms));
    }

    /// A record as a status file has it, with findings that say no more than its flags and strings do.
    pub fn restore(words: impl IntoIterator<Item = String>, deprecations: Vec<String>) -> Self {
        let mut record = Self { deprecations, ..Self::default() };
        for word in words {
            match Taint::from_word(&word) {
                Some(taint) => {
                    record.taints.insert(taint);
                }
                None => record.unknown.push(word),
            }
        }
        record.adopt(Vec::new());
        record
    }

    /// Takes over what is known beside the status file about the findings of this run: who caused them, when they
    /// were seen, and those that set no flag. What the status file says counts: a finding whose flag is not set
    /// there is left out, and each flag and string that is has a finding afterwards.
    pub fn adopt(&mut self, known: Vec<Finding>) {
        let recorded = self.deprecations.iter().map(|text| rules::recorded_deprecation(text));
        let recorded: Vec<Finding> =
            recorded.chain(self.unknown.iter().map(|word| rules::unknown_taint(word))).collect();
        self.findings.clear();
        for finding in known {
            let holds = match finding.taint {
                Some(Taint::DeprecatedConfig) => recorded.iter().any(|r| r.is_same(&finding)),
                Some(taint) => self.taints.contains(taint),
                // QEMU's complaints are read again where they stand.
                None => finding.class != Class::RuntimeWarning,
            };
            if holds && finding.when == When::Running {
                self.remember(finding);
            }
        }
        for finding in recorded {
            if !self.findings.iter().any(|known| known.is_same(&finding)) {
                self.findings.push(finding);
            }
        }
        for taint in self.taints.iter() {
            if !self.findings.iter().any(|known| known.taint == Some(taint)) {
                self.findings.push(rules::recorded_taint(taint));
            }
        }
    }

    /// The flags that are set.
    pub const fn taints(&self) -> TaintSet {
        self.taints
    }

    /// The deprecation strings in the order they were recorded.
    pub fn deprecations(&self) -> &[String] {
        &self.deprecations
    }

    /// The findings since the guest started, each once.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Flag words found in a status file that this version does not know.
    pub fn unknown_words(&self) -> &[String] {
        &self.unknown
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.taints.is_empty() && self.deprecations.is_empty() && self.unknown.is_empty()
    }

    /// The messages call (procedure 426): taints in bit order, then deprecations as recorded; what comes last are
    /// [`io_messages`](Self::io_messages). `flags` chooses among [`MESSAGE_TAINTING`] and [`MESSAGE_DEPRECATION`]; 0 means all.
    pub fn messages(&self, flags: u32) -> Vec<String> {
        let wants = |flag| flags == 0 || flags & flag != 0;
        let mut messages = Vec::new();
        if wants(MESSAGE_TAINTING) {
            messages.extend(self.taints.iter().map(|taint| format!("tainted: {}", taint.sentence())));
        }
        if wants(MESSAGE_DEPRECATION) {
            messages.extend(self.deprecations.iter().map(|text| format!("deprecated configuration: {text}")));
        }
        messages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_and_cpu_give_two_lines_and_two_strings_under_one_flag() {
        let mut record = Record::default();
        assert!(record.note(rules::deprecated_machine("pc-1.3", "QEMU 5.2.0")));
        assert!(record.note(rules::deprecated_cpu("Icelake-Client", "QEMU 5.2.0")));
        assert_eq!(
            record.messages(0),
            [
                "tainted: use of deprecated configuration settings",
                "deprecated configuration: machine type 'pc-1.3'",
                "deprecated configuration: CPU model 'Icelake-Client'",
            ]
        );
        assert_eq!(record.findings()[0].log_words(), "is tainted: deprecated-config (machine type 'pc-1.3')");
    }

    #[test]
    fn a_flag_without_a_text_is_news_once() {
        let mut record = Record::default();
        assert!(record.note(rules::custom_monitor("query-status", None)));
        assert!(!record.note(rules::custom_monitor("stop", None)));
        assert_eq!(record.messages(0), ["tainted: custom monitor control commands issued"]);
        assert!(!record.note(rules::custom_monitor("stop", None).seen_at(7)));
        let seen: Vec<_> = record.findings().iter().map(|f| (f.subject.value.as_str(), f.count)).collect();
        assert_eq!(seen, [("query-status", 1), ("stop", 2)]);
        assert_eq!(record.findings()[1].last_seen_ms, 7);
    }

    #[test]
    fn whatever_clients_send_the_record_stays_small() {
        let mut record = Record::default();
        for command in 0..1000 {
            record.note(rules::custom_monitor(&command.to_string(), None));
        }
        assert_eq!(record.findings().len(), SUBJECTS + 1);
        assert_eq!(record.findings().iter().map(|f| f.count).sum::<u64>(), 1000);
        assert_eq!(record.findings()[SUBJECTS].subject.value, OTHERS);
    }

    #[test]
    fn the_flags_of_the_call_choose_but_never_reorder() {
        let mut record = Record::default();
        record.note(rules::custom_monitor("stop", None));
        record.note(rules::deprecated_machine("m", "QEMU"));
        record.note(rules::custom_argv(&["-s".into()]));
        assert_eq!(
            record.messages(MESSAGE_DEPRECATION | MESSAGE_TAINTING),
            [
                "tainted: custom configuration parameters specified",
                "tainted: custom monitor control commands issued",
                "tainted: use of deprecated configuration settings",
                "deprecated configuration: machine type 'm'",
            ]
        );
        assert_eq!(record.messages(MESSAGE_DEPRECATION), ["deprecated configuration: machine type 'm'"]);
        assert_eq!(record.messages(MESSAGE_TAINTING).len(), 3);
        assert!(record.messages(MESSAGE_IO_ERRORS).is_empty());
    }

    #[test]
    fn an_unknown_word_of_a_status_file_hides_nothing() {
        let record = Record::restore(
            ["custom-argv".into(), "from-the-future".into()],
            vec!["machine type 'x'".into(), "machine type 'x'".into()],
        );
        assert_eq!(record.unknown_words(), ["from-the-future"]);
        assert_eq!(record.messages(0).len(), 3, "duplicates of a status file are kept as they are");
    }

    #[test]
    fn a_status_file_gives_each_of_its_marks_a_finding() {
        let record = Record::restore(
            ["custom-argv", "deprecated-config", "new"].map(String::from),
            vec!["CPU model 'x'".into(), "odd".into()],
        );
        let seen: Vec<_> =
            record.findings().iter().map(|f| (f.code.as_str(), f.subject.value.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("deprecated-config.cpu-model", "x"),
                ("deprecated-config", "odd"),
                ("unknown-taint", "new"),
                ("custom-argv", "")
            ]
        );
    }

    #[test]
    fn what_is_known_beside_the_status_file_is_taken_over_as_far_as_the_file_agrees() {
        let words = ["custom-monitor", "deprecated-config"].map(String::from);
        let mut record = Record::restore(words, vec!["machine type 'm'".into()]);
        let cause = Some(crate::Cause { uid: 1, pid: 2, program: None, connection: 3 });
        record.adopt(vec![
            rules::deprecated_machine("m", "QEMU 1").seen_at(5),
            rules::deprecated_machine("not-of-this-run", "QEMU 1"),
            rules::custom_monitor("stop", cause.clone()).seen_at(6),
            rules::custom_dtb("/not-of-this-run"),
            rules::custom_monitor("stop", None).forecast(When::NextStart),
        ]);
        assert_eq!(record.findings().len(), 2);
        assert_eq!(record.findings()[0].first_seen_ms, 5);
        assert_eq!(record.findings()[1].cause, cause);
    }

    #[test]
    fn a_complaint_is_evidence_of_what_is_known_and_else_a_finding_once() {
        let say = |text: &str| Complaint {
            time_ms: None,
            text: text.into(),
            is_deprecation: text.contains("deprecated"),
        };
        let mut record = Record::default();
        record.note(rules::deprecated_machine("m", "QEMU 9"));
        let told = record.messages(0);
        assert!(record.hear(&say("Machine type 'm' is deprecated: old"), 1));
        assert!(!record.hear(&say("Machine type 'm' is deprecated: old"), 2));
        assert_eq!(record.findings().len(), 1);
        assert!(record.findings()[0].evidence.ends_with("; QEMU says: Machine type 'm' is deprecated: old"));
        record.hear(&say("'-x' is deprecated"), 3);
        record.hear(&say("'-x' is deprecated"), 4);
        let finding = &record.findings()[1];
        assert_eq!((finding.code.as_str(), finding.count), ("qemu-deprecation", 2));
        assert_eq!((finding.first_seen_ms, finding.last_seen_ms), (3, 4));
        for number in 0..1000 {
            record.hear(&say(&number.to_string()), 5);
        }
        assert!(record.findings().len() <= SUBJECTS + 2);
        let last = record.findings().last().unwrap();
        assert_eq!((last.code.as_str(), last.count), ("qemu-warnings-dropped", 1000 - 31));
        assert_eq!(record.messages(0), told, "libvirt's messages know nothing of them");
    }

    #[test]
    fn the_latest_error_of_each_image_is_told_in_the_order_of_the_disks() {
        let error = |disk: &str, index: u32, message: &str| IoError {
            disk: disk.into(),
            index,
            path: (index == 1).then(|| "/i".to_owned()),
            timestamp: "2026-11-24 18:04:55.611+0000".into(),
            message: message.into(),
        };
        let mut record = Record::default();
        record.note_io_error(error("vdb", 2, "No space left on device"), 1);
        record.note_io_error(error("vda", 1, "old"), 2);
        record.note_io_error(error("vda", 1, "Input/output error"), 3);
        record.note_io_error(error("sda", 3, "of a disk that is gone"), 3);
        let images = [("vda", 1), ("vda", 4), ("vdb", 2)];
        let at = "timestamp='2026-11-24 18:04:55.611+0000'";
        assert_eq!(
            record.io_messages(images.into_iter()),
            [
                format!("I/O error: disk='vda', index='1', path='/i', {at}, message='Input/output error'"),
                format!(
                    "I/O error: disk='vdb', index='2', path='-', {at}, message='No space left on device'"
                ),
            ]
        );
        assert_eq!(record.findings().len(), 3);
        let seen = &record.findings()[1];
        assert_eq!((seen.count, seen.first_seen_ms), (2, 2));
        assert!(seen.sentence.contains("Input/output error"), "{}", seen.sentence);
        for index in 0..1000 {
            record.note_io_error(error("sr0", index, "x"), 4);
        }
        assert_eq!(record.io_errors.len(), IMAGES);
    }
}
