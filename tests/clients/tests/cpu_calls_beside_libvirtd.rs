//! Two thousand calls about CPUs, with stock libvirtd and with ours: the same answers, but for what is said here.
#![allow(clippy::unwrap_used, reason = "test code, also outside its `#[test]` functions")]

use serde_json::Value;
use support::{Daemon, Need, beside_libvirtd, needs, run, skip};

/// Makes the calls; prints what each of them answers.
const CALLS: &str = include_str!("cpu_calls_beside_libvirtd/calls.py");

#[test]
fn the_same_calls_about_cpus_have_the_same_answers() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("calls.py");
    std::fs::write(&script, CALLS).unwrap();
    let expected = match beside_libvirtd(&format!("/usr/bin/python3 {} qemu:///system\n", script.display())) {
        Ok(said) => said,
        Err(reason) => return skip("calls about CPUs beside libvirtd", &reason),
    };
    let daemon = Daemon::start();
    let actual =
        run(std::process::Command::new("/usr/bin/python3").arg(&script).arg(daemon.uri())).succeeds();
    let lines = |said: &str| said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (expected, actual): (Vec<Value>, Vec<Value>) = (lines(&expected), lines(&actual));
    assert!(expected.len() > 1000, "libvirt's answers are missing: {}", expected.len());
    let differing: Vec<String> = expected
        .iter()
        .zip(&actual)
        .filter(|(expected, actual)| !is_same(expected, actual))
        .map(|(expected, actual)| format!("libvirt says {expected}\nwe say {actual}\n"))
        .collect();
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
    assert_eq!(expected.len(), actual.len());
}

/// Whether two answers are the same, but for what is accepted:
///
/// - Where and how a `<cpu>` leaves the schema is libxml2's to say; that it does, and which schema, must be the same.
/// - What several CPUs have in common may be told in terms of another model, as long as it is the same CPU: written
///   out, it has the same features. Those that the emulator cannot give, as its domain capabilities say, may differ:
///   they depend on the model that was taken.
fn is_same(expected: &Value, actual: &Value) -> bool {
    if expected == actual {
        return true;
    }
    const XML_INVALID_SCHEMA: u64 = 92;
    let told = |line: &Value| (line[0].clone(), line[1][1].clone(), line[1][2].clone());
    let first_line =
        |line: &Value| line[1][3].as_str().and_then(|text| text.lines().next()).map(str::to_owned);
    if expected[1][1].as_u64() == Some(XML_INVALID_SCHEMA) {
        return told(expected) == told(actual) && first_line(expected) == first_line(actual);
    }
    let is_cpu =
        |line: &Value| line[1].is_string() && line[2].as_array().is_some_and(|list| !list.is_empty());
    is_cpu(expected) && is_cpu(actual) && expected[0] == actual[0] && expected[2] == actual[2]
}
