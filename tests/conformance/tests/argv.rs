//! Definitions made complete and turned into command lines, against recorded cases.
//!
//! Every case of a tier is completed with the recorded emulator and fixed surroundings, and its command
//! line and its stored definition are compared with what is expected. The number of cases that agree
//! may only grow: the floors below are raised with it.

#[path = "argv/compare.rs"]
mod compare;
#[path = "argv/pretend.rs"]
mod pretend;

use std::collections::BTreeMap;
use std::path::Path;

use conformance::{Section, Verdict, shared};
use pretend::Pretend;

/// The recording that `latest` stands for.
const LATEST: &str = "10.0.0";

/// What has to agree: tier, command lines, definitions.
const FLOORS: &[(&str, usize, usize)] = &[("T1", 137, 137), ("T2", 172, 172), ("T3", 64, 74)];

/// How many definitions have to be refused with the expected text.
const REFUSALS: usize = 77;

/// The definitions that have to be refused: NAME, suffix, version, as [`cases`] has them.
fn refusals(directory: &Path, pretend: &mut Pretend) -> Section {
    let mut section = Section { name: "err", verdicts: Vec::new() };
    let mut files: Vec<String> = std::fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    files.sort();
    for file in files {
        let Some((name, suffix)) = file.strip_suffix(".err").and_then(|case| case.split_once(".x86_64-"))
        else {
            continue;
        };
        let version = if suffix == "latest" { LATEST } else { suffix };
        if !pretend.knows(version) {
            continue;
        }
        let read = |file: String| std::fs::read_to_string(directory.join(file)).unwrap_or_default();
        let expected = read(format!("{name}.x86_64-{suffix}.err"));
        let case = format!("{name}.x86_64-{suffix}");
        let made = pretend.run(&read(format!("{name}.xml")), version, suffix == "latest", &case);
        let got = match made {
            Err(error) | Ok((Err(error), _)) => error,
            Ok((Ok(_), _)) => "nothing wrong".to_owned(),
        };
        let difference =
            (got.trim() != expected.trim()).then(|| format!("expected {}\n      got {got}", expected.trim()));
        section.verdicts.push(Verdict { case, difference });
    }
    section
}

/// The cases of a tier: name, suffix (`x86_64-latest`), recording's version.
fn cases(directory: &Path) -> Vec<(String, String, String)> {
    let mut cases: Vec<_> = std::fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| {
            let case = file.strip_suffix(".args")?;
            let (name, suffix) = case.split_once(".x86_64-")?;
            let version = if suffix == "latest" { LATEST } else { suffix };
            Some((name.to_owned(), format!("x86_64-{suffix}"), version.to_owned()))
        })
        .collect();
    cases.sort();
    cases
}

/// Runs one tier: the section of command lines and the one of definitions, of the cases for which `of` holds.
fn run(
    tier: &'static str,
    directory: &Path,
    pretend: &mut Pretend,
    of: impl Fn(&str) -> bool,
) -> (Section, Section) {
    let mut argv = Section { name: tier, verdicts: Vec::new() };
    let mut definitions = Section { name: tier, verdicts: Vec::new() };
    for (name, suffix, version) in cases(directory) {
        if !of(&suffix) || !pretend.knows(&version) {
            continue;
        }
        let read = |file: String| std::fs::read_to_string(directory.join(file)).unwrap_or_default();
        let made = pretend.run(
            &read(format!("{name}.xml")),
            &version,
            suffix.ends_with("latest"),
            &format!("{name}.{suffix}"),
        );
        let (line, definition) = match made {
            Ok((line, definition)) => (line, Ok(definition)),
            Err(error) => (Err(error.clone()), Err(error)),
        };
        let difference = match line {
            Ok(line) => compare::command_lines(&read(format!("{name}.{suffix}.args")), &line),
            Err(error) => Some(error),
        };
        argv.verdicts.push(Verdict { case: format!("{name}.{suffix}"), difference });
        let difference = match definition {
            Ok(definition) => compare::texts(&read(format!("{name}.{suffix}.xml")), &definition),
            Err(error) => Some(error),
        };
        definitions.verdicts.push(Verdict { case: format!("{name}.{suffix}"), difference });
    }
    (argv, definitions)
}

#[test]
#[allow(clippy::print_stdout, reason = "the counts are what a reader of the test's output wants")]
fn recorded_cases_agree() {
    let root = match shared("conformance/argv") {
        Ok(root) => root,
        Err(why) => {
            println!("{why}");
            return;
        }
    };
    let mut pretend = Pretend::new(&root);
    let mut fallen = BTreeMap::new();
    for (tier, argv_floor, definition_floor) in FLOORS {
        let (argv, definitions) =
            run(tier, &root.join(tier), &mut pretend, |suffix| suffix.ends_with("-latest"));
        println!("argv.{argv}\ndefinition.{definitions}");
        let (others, _) = run(tier, &root.join(tier), &mut pretend, |suffix| !suffix.ends_with("-latest"));
        println!("argv.other-versions.{others}");
        if argv.passed() < *argv_floor || definitions.passed() < *definition_floor {
            fallen.insert(*tier, (argv.passed(), definitions.passed()));
        }
    }
    let refused = refusals(&root.join("err"), &mut pretend);
    println!("argv.{refused}");
    assert!(refused.passed() >= REFUSALS, "fewer definitions are refused as they should be than before");
    assert!(fallen.is_empty(), "fewer cases agree than before: {fallen:?}, floors {FLOORS:?}");
}
