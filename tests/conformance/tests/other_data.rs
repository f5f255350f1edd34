//! `cargo xtask conformance --data DIR` runs whatever cases it is given: a directory of the same layout, with other
//! cases, is counted the same way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use conformance::shared;
use serde_json::{Value, json};
use support::run;

/// How many cases are taken along.
const CASES: usize = 3;

#[test]
fn a_directory_of_the_same_layout_is_counted() {
    let data = match shared("conformance/argv") {
        Ok(data) => data,
        Err(why) => return support::skip_this(&why),
    };
    let folder = tempfile::tempdir().unwrap();
    let tier = folder.path().join("argv/T1");
    fs::create_dir_all(&tier).unwrap();
    let names = some_cases(&data.join("T1"));
    for name in &names {
        // Under names of our own: nothing may depend on them.
        for suffix in ["xml", "x86_64-latest.args", "x86_64-latest.xml"] {
            let from = data.join("T1").join(format!("{name}.{suffix}"));
            fs::write(tier.join(format!("own-{name}.{suffix}")), fs::read(from).unwrap()).unwrap();
        }
    }
    let own: Vec<String> = names.iter().map(|name| format!("own-{name}")).collect();
    write(&folder.path().join("argv/tiers.json"), &json!({ "T1": own }));
    let settings = own.iter().map(|name| {
        let settings = json!({"xml": format!("{name}.xml"), "macro": "DO_TEST_CAPS_LATEST"});
        (format!("{name}.x86_64-latest"), settings)
    });
    write(&folder.path().join("argv/test-env.json"), &Value::Object(settings.collect()));

    assert_counts(folder.path(), 3);
    let spoilt = tier.join(format!("{}.x86_64-latest.args", own[0]));
    let text = fs::read_to_string(&spoilt).unwrap();
    fs::write(&spoilt, text.replace("-no-shutdown", "-no-reboot")).unwrap();
    assert_counts(folder.path(), 2);
}

/// Runs the program; the definitions all agree, and so many of the command lines.
#[track_caller]
fn assert_counts(data: &Path, command_lines: usize) {
    let said = run(Command::new(env!("CARGO_BIN_EXE_conformance")).arg("--data").arg(data)).succeeds();
    for line in [format!("argv.T1 {command_lines}/{CASES}"), format!("definition.T1 {CASES}/{CASES}")] {
        assert!(said.lines().any(|told| told.starts_with(&line)), "{line} is not in\n{said}");
    }
}

/// The first cases that have all their files.
fn some_cases(tier: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(tier).unwrap().map(|entry| entry.unwrap().file_name());
    let names: BTreeSet<String> = files
        .filter_map(|file| Some(file.to_str()?.strip_suffix(".x86_64-latest.args")?.to_owned()))
        .filter(|name| {
            let there = |suffix: &str| tier.join(format!("{name}.{suffix}")).exists();
            there("xml") && there("x86_64-latest.xml")
        })
        .collect();
    names.into_iter().take(CASES).collect()
}

fn write(file: &Path, value: &Value) {
    fs::write(file, value.to_string()).unwrap();
}
