//! Definitions as libvirt wrote them are read and written again without a difference.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its cases has failed")]

use std::path::Path;

use conformance::{Section, Verdict, shared};
use model::{Domain, Format};

/// Recorded cases by tier, and how many complete definitions each has.
const TIERS: &[(&str, usize)] = &[("T1", 138), ("T2", 176), ("T3", 78), ("other", 137)];

/// The complete definitions of a tier: `NAME.ARCH-VERSION.xml`, where `NAME.xml` is what a user wrote.
fn section(tier: &'static str, directory: &Path) -> Section {
    let mut files: Vec<_> = std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut section = Section::empty(tier);
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let complete = name.strip_suffix(".xml").and_then(|name| name.split_once('.'));
        if complete.is_some_and(|(_, suffix)| suffix.contains("-latest")) {
            let text = std::fs::read_to_string(&file).unwrap();
            section.verdicts.push(Verdict { case: name.to_owned(), difference: difference(&text) });
        }
    }
    section
}

/// The first line that is written otherwise than it was read, if there is one.
fn difference(text: &str) -> Option<String> {
    let written = match Domain::parse(text) {
        Ok(domain) => domain.format(Format::STORED),
        Err(error) => return Some(error.to_string()),
    };
    if written == text {
        return None;
    }
    let mut lines = text.lines().zip(written.lines()).zip(1..);
    let first = lines.find(|((expected, found), _)| expected != found);
    Some(match first {
        Some(((expected, found), line)) => format!("line {line}: {found:?} instead of {expected:?}"),
        None => "one is longer than the other".to_owned(),
    })
}

#[test]
fn complete_definitions_are_written_as_they_were_read() {
    let root = match shared("conformance/argv") {
        Ok(root) => root,
        Err(reason) => return support::skip_this(&reason),
    };
    for (tier, count) in TIERS {
        let section = section(tier, &root.join(tier));
        println!("{section}");
        assert!(section.agrees(), "{section}");
        assert!(section.verdicts.len() >= *count, "{tier}: only {} cases", section.verdicts.len());
    }
}
