//! What all findings of one code have in common.

use super::CATALOGUE;
use crate::finding::{Class, Code, Finding, Severity, Subject, When};
use crate::taint::Taint;

/// All that is the same for every finding of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The code, such as `deprecated-config.machine-type`.
    pub code: &'static str,
    /// What kind of truth it is of a guest that runs; of one that does not, all are forecasts.
    pub class: Class,
    /// How much it matters.
    pub severity: Severity,
    /// libvirt's flag that it sets, where it sets one.
    pub taint: Option<Taint>,
    /// A few words for a list or a heading.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// How bad it is.
    pub harm: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Entry {
    /// Every entry, in the order of the page.
    pub fn all() -> &'static [Self] {
        CATALOGUE
    }

    /// The entry of a code; `None` for a code of another version.
    pub fn of(code: &str) -> Option<&'static Self> {
        CATALOGUE.iter().find(|entry| entry.code == code)
    }

    /// The place of its section in the page `docs/findings.md`, as a link has it after `#`.
    pub fn anchor(&self) -> String {
        self.code.replace('.', "")
    }

    /// A finding of this code, about a guest that runs now.
    pub(crate) fn finding(&self, subject: Subject, sentence: String, evidence: String) -> Finding {
        Finding {
            code: Code::from(self.code),
            class: self.class,
            severity: self.severity,
            taint: self.taint,
            when: When::Running,
            subject,
            sentence,
            evidence,
            remedy: Some(self.remedy.to_owned()),
            cause: None,
            first_seen_ms: 0,
            last_seen_ms: 0,
            count: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../../docs/findings.md");

    #[test]
    fn every_code_has_its_section_with_all_that_it_needs() {
        for entry in Entry::all() {
            let heading = format!("\n### `{}`\n", entry.code);
            let start = PAGE.find(&heading).unwrap_or_else(|| panic!("no section for {}", entry.code));
            let rest = &PAGE[start + heading.len()..];
            let section = &rest[..rest.find("\n### ").unwrap_or(rest.len())];
            for text in [entry.title, entry.meaning, entry.harm, entry.remedy] {
                assert!(section.contains(text) && text.len() > 5, "{}: {text}", entry.code);
            }
        }
    }

    #[test]
    fn codes_are_unique_and_every_flag_has_the_code_of_its_word() {
        for (at, entry) in Entry::all().iter().enumerate() {
            assert!(Entry::all()[at + 1..].iter().all(|other| other.code != entry.code), "{}", entry.code);
            assert_eq!(Entry::of(entry.code), Some(entry));
        }
        for taint in Taint::ALL {
            let entry = Entry::of(taint.word()).unwrap();
            assert_eq!(entry.taint, Some(*taint));
            let message = format!("`tainted: {}`", taint.sentence());
            assert!(PAGE.contains(&message), "{message}");
        }
        assert_eq!(Entry::of("of-another-version"), None);
    }
}
