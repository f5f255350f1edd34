//! The daemon's log is text as libvirt's, or JSON where somebody asks for it; a wrong policy is found without beginning.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{binary, run, until};

#[test]
fn each_line_is_a_json_object_where_that_is_asked_for() {
    let root = tempfile::tempdir().unwrap();
    let mut daemon = Command::new(binary("ferrovirtd"))
        .arg("--root")
        .arg(root.path())
        .args(["--log-format", "json"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let log = root.path().join("log/ferrovirtd.log");
    let read = || fs::read_to_string(&log).ok().filter(|text| text.ends_with('\n'));
    let text = until("the daemon logs", Duration::from_secs(20), read);
    daemon.kill().unwrap();
    daemon.wait().unwrap();
    let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(line["level"], "INFO");
    assert!(line["message"].as_str().unwrap().contains("serves 0 domains"), "{line}");
}

#[test]
fn a_mistake_in_the_policy_is_found_without_beginning() {
    let root = tempfile::tempdir().unwrap();
    let check = || run(Command::new(binary("ferrovirtd")).arg("--root").arg(root.path()).arg("--check"));
    check().succeeds();
    fs::create_dir_all(root.path().join("etc")).unwrap();
    fs::write(root.path().join("etc/policy.toml"), "[[rule]]\ncode = 'custom-argv'\naction = 'deny'\n")
        .unwrap();
    let why = check().fails();
    assert!(why.contains("policy.toml: line 3, column 10"), "{why}");
    assert!(!root.path().join("run").exists(), "it has not begun");
}
