//! The sections of command lines, definitions and refusals.

use std::path::Path;

use super::case::{Case, cases};
use super::compare;
use super::pretend::{Outcome, Pretend};
use crate::{Recordings, Section, Verdict};

/// Directories, and the sections of their command lines and definitions.
const TIERS: &[(&str, &str, &str)] = &[
    ("T1", "argv.T1", "definition.T1"),
    ("T2", "argv.T2", "definition.T2"),
    ("T3", "argv.T3", "definition.T3"),
    ("other", "other", "definition.other"),
];

/// Where cases go whose emulator is not the newest of its architecture, or that are of a new definition.
const APART: &[(&str, &str)] =
    &[("other-version", "definition.other-version"), ("abi-update", "definition.abi-update")];

/// Runs all cases below a directory with `T1`, `T2`, `T3`, `err` and `other`; those whose recording is not there
/// are left out.
///
/// A line of definitions counts the cases that have one to compare with.
pub fn argv_sections(
    directory: &Path,
    recordings: &Recordings,
    environment: Option<&Path>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Section> {
    let mut pretend = Pretend::new(directory, recordings, environment);
    let empty = Section::empty;
    let mut apart: Vec<_> =
        APART.iter().map(|(lines, definitions)| (empty(lines), empty(definitions))).collect();
    let mut argv = Vec::new();
    let mut complete = Vec::new();
    for (tier, lines, definitions) in TIERS {
        let (mut lines, mut definitions) = (empty(lines), empty(definitions));
        let place = directory.join(tier);
        for case in cases(&place, recordings) {
            let number = if case.is_abi_update() { Some(1) } else { (!case.is_latest()).then_some(0) };
            let (lines, definitions) = match number.and_then(|number| apart.get_mut(number)) {
                Some((lines, definitions)) => (lines, definitions),
                None => (&mut lines, &mut definitions),
            };
            if wanted(lines.name) || wanted(definitions.name) {
                run(&place, &case, &mut pretend, lines, definitions);
            }
        }
        argv.push(lines);
        complete.push(definitions);
    }
    let mut refused = empty("err");
    let place = directory.join("err");
    if wanted(refused.name) {
        // The same input may be fine with another emulator: that is no case of a refusal.
        let refuses = |case: &Case| place.join(format!("{}.err", case.id())).is_file();
        for case in cases(&place, recordings).into_iter().filter(refuses) {
            run(&place, &case, &mut pretend, &mut refused, &mut empty(""));
        }
    }
    let other = argv.pop().into_iter();
    let (lines, definitions): (Vec<_>, Vec<_>) = apart.into_iter().unzip();
    argv.extend(complete);
    argv.push(refused);
    argv.extend(other.chain(lines).chain(definitions));
    argv.retain(|section| wanted(section.name) && !section.verdicts.is_empty());
    argv
}

fn run(place: &Path, case: &Case, pretend: &mut Pretend<'_>, lines: &mut Section, definitions: &mut Section) {
    if !pretend.knows(&case.recording) {
        return;
    }
    let read = |suffix: &str| std::fs::read_to_string(place.join(format!("{}.{suffix}", case.id()))).ok();
    let input = std::fs::read_to_string(place.join(format!("{}.xml", case.name))).unwrap_or_default();
    let made = pretend.run(&input, case);
    let verdict = |difference| Verdict { case: case.id(), difference };
    match read("err") {
        Some(expected) => lines.verdicts.push(verdict(refusal(&expected, &made))),
        None => lines.verdicts.push(verdict(command_line(&read("args").unwrap_or_default(), &made))),
    }
    if let Some(expected) = read("xml") {
        let difference = match &made {
            Ok(outcome) => compare::texts(&expected, &outcome.definition),
            Err(error) => Some(error.clone()),
        };
        definitions.verdicts.push(verdict(difference));
    }
}

fn command_line(expected: &str, made: &Result<Outcome, String>) -> Option<String> {
    match made {
        Ok(Outcome { line: Ok(line), .. }) => compare::command_lines(expected, line),
        Ok(Outcome { line: Err(error), .. }) | Err(error) => Some(error.clone()),
    }
}

fn refusal(expected: &str, made: &Result<Outcome, String>) -> Option<String> {
    let got = match made {
        Err(error) | Ok(Outcome { line: Err(error), .. }) => error,
        Ok(_) => "nothing wrong",
    };
    (got.trim() != expected.trim()).then(|| format!("expected {}\n      got {got}", expected.trim()))
}
