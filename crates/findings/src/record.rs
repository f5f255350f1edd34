//! What is recorded about a guest while it runs, and how libvirt's messages call tells it.

use crate::{Class, Finding, Taint, TaintSet};

/// Flag 1 of the messages call: deprecations (`VIR_DOMAIN_MESSAGE_DEPRECATION`).
pub const MESSAGE_DEPRECATION: u32 = 1;
/// Flag 2: taints (`VIR_DOMAIN_MESSAGE_TAINTING`).
pub const MESSAGE_TAINTING: u32 = 2;
/// Flag 4: I/O errors of disks (`VIR_DOMAIN_MESSAGE_IOERRORS`).
pub const MESSAGE_IO_ERRORS: u32 = 4;

/// A running guest's record: libvirt's flag bits and deprecation strings, and the findings behind them.
///
/// It is emptied when the guest stops for whatever reason, and nothing else empties it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    taints: TaintSet,
    deprecations: Vec<String>,
    findings: Vec<Finding>,
    /// Words of taint flags in a status file that this version does not know: kept, never lost.
    unknown: Vec<String>,
}

impl Record {
    /// Takes note of a finding. Whether it is news and has to be logged: a flag is logged once a run,
    /// one with a text of its own every time it occurs.
    pub fn note(&mut self, finding: Finding) -> bool {
        let fresh = self.taints.insert(finding.taint);
        let extra = finding.extra();
        let news = fresh || extra.is_some();
        if let Some(extra) = extra {
            self.deprecations.push(extra);
        }
        if news {
            self.findings.push(finding);
        }
        news
    }

    /// A record as a status file has it: flags and strings, without the findings behind them.
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
        record
    }

    /// The flags that are set.
    pub const fn taints(&self) -> TaintSet {
        self.taints
    }

    /// The deprecation strings in the order they were recorded.
    pub fn deprecations(&self) -> &[String] {
        &self.deprecations
    }

    /// The findings noted since the guest started, or since this daemon found it again.
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

    /// The messages call (procedure 426): taints in bit order, then deprecations as recorded.
    /// `flags` chooses among [`MESSAGE_TAINTING`] and [`MESSAGE_DEPRECATION`]; 0 means all.
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

    /// Whether any finding is of this class.
    pub fn has(&self, class: Class) -> bool {
        match class {
            Class::Taint => !self.taints.is_empty(),
            Class::Deprecation => !self.deprecations.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

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
        assert_eq!(record.findings().len(), 1);
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
}
