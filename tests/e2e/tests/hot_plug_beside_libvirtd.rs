//! The same sixty changes of a running guest, with stock libvirtd and with ours: the same answers, and the same
//! definitions in the end, live and stored.
//!
//! libvirt's daemon runs in namespaces of its own, with nothing of the host's to write to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::process::Command;

use support::{Daemon, Need, beside_libvirtd, needs, run, skip};

/// Makes the changes; prints what each of them answers, then both definitions.
const CHANGES: &str = include_str!("hot_plug_beside_libvirtd/changes.py");

#[test]
fn sixty_changes_make_the_same_definitions() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Root);
    // QEMU of either daemon reads it; private directories of tests are closed to QEMU's user.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("changes.py");
    std::fs::write(&script, CHANGES).unwrap();
    let changes =
        format!("/usr/bin/python3 {} qemu:///system {}\n", script.display(), folder.path().display());
    let expected = match beside_libvirtd(&changes) {
        Ok(said) => said,
        Err(reason) => return skip("hot-plug beside libvirtd", &reason),
    };
    let daemon = Daemon::start();
    let mut command = Command::new("/usr/bin/python3");
    let ran = run(command.arg(&script).arg(daemon.uri()).arg(folder.path()));
    let actual = ran.succeeds();
    let (expected, actual) = (comparable(&expected), comparable(&actual));
    assert!(expected.len() > 300, "libvirt's answers are missing: {expected:?}");
    for (at, (expected, actual)) in expected.iter().zip(&actual).enumerate() {
        assert_eq!(expected, actual, "line {at}");
    }
    assert_eq!(expected.len(), actual.len());
}

/// Every line but those that differ with the daemon's place, its user, and what it looks up on the host.
fn comparable(said: &str) -> Vec<String> {
    let own = [
        "<partition>",
        "<resource>",
        "</resource>",
        "<label>",
        "<imagelabel>",
        "<cpu ",
        "name='hypervisor'",
        "name='lahf_lm'",
        "<domain ",
        "/dev/pts/",
        "mode='bind' path=",
        "<currentMemory",
    ];
    let lines = said.lines().filter(|line| !own.iter().any(|own| line.contains(own)));
    lines.map(|line| without_user(line.trim_end())).collect()
}

/// A line without whom QEMU runs as: each daemon has its own settings.
fn without_user(line: &str) -> String {
    let (before, rest) = line.split_once(" (as uid:").unwrap_or((line, ""));
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    format!("{before}{after}")
}
