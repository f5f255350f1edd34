//! What a host's messages call says, read back: the host may be any libvirt daemon, which has nothing but the text.

use crate::finding::Finding;
use crate::rules::{recorded_deprecation, recorded_taint, unknown_taint};
use crate::taint::Taint;

const SAID: &str = "said by the host's daemon (virDomainGetMessages)";

/// The finding behind a message about a running guest; `None` for one of another kind, or one that was made here of
/// a guest that does not run.
pub fn from_message(message: &str) -> Option<Finding> {
    let mut finding = if let Some(sentence) = message.strip_prefix("tainted: ") {
        match Taint::ALL.iter().find(|flag| flag.sentence() == sentence) {
            Some(flag) => recorded_taint(*flag),
            // A newer daemon's, or a translated one.
            None => unknown_taint(sentence),
        }
    } else {
        recorded_deprecation(message.strip_prefix("deprecated configuration: ")?)
    };
    finding.evidence = SAID.to_owned();
    Some(finding)
}

/// The findings behind all messages about a running guest. That something is deprecated is not told a second time
/// when it is told what.
pub fn from_messages<'a>(messages: impl IntoIterator<Item = &'a str>) -> Vec<Finding> {
    let mut found: Vec<Finding> = messages.into_iter().filter_map(from_message).collect();
    let is_general = |finding: &Finding| finding.code.as_str() == Taint::DeprecatedConfig.word();
    let named = |finding: &Finding| finding.code.as_str().starts_with("deprecated-config.");
    if found.iter().any(named) {
        found.retain(|finding| !is_general(finding));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MESSAGE_TAINTING, Record, rules};

    #[test]
    fn what_a_record_tells_is_read_back() {
        let mut record = Record::default();
        record.note(rules::custom_argv(&["-s".into()]));
        record.note(rules::deprecated_machine("pc-1.0", "QEMU"));
        record.note(rules::deprecated_cpu("Old", "QEMU"));
        let said = record.messages(0);
        let found = from_messages(said.iter().map(String::as_str));
        let codes: Vec<_> = found.iter().map(|f| (f.code.as_str(), f.subject.value.as_str())).collect();
        let expected = [
            ("custom-argv", ""),
            ("deprecated-config.machine-type", "pc-1.0"),
            ("deprecated-config.cpu-model", "Old"),
        ];
        assert_eq!(codes, expected);
        let flags_only = record.messages(MESSAGE_TAINTING);
        let found = from_messages(flags_only.iter().map(String::as_str));
        assert!(found.iter().any(|finding| finding.code.as_str() == "deprecated-config"));
    }

    #[test]
    fn a_flag_of_a_newer_daemon_is_told_all_the_same() {
        let found = from_message("tainted: cosmic rays").unwrap();
        assert_eq!((found.code.as_str(), found.subject.value.as_str()), ("unknown-taint", "cosmic rays"));
        assert_eq!(from_message("forecast: whatever"), None);
    }
}
