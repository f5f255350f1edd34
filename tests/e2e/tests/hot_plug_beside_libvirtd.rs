//! The same sixty changes of a running guest, with stock libvirtd and with ours: the same answers, and the same
//! definitions in the end, live and stored.
//!
//! libvirt's daemon runs in namespaces of its own, with nothing of the host's to write to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;
use std::process::Command;

use support::{Daemon, Need, needs, run, skip};

/// Makes the changes; prints what each of them answers, then both definitions.
const CHANGES: &str = include_str!("hot_plug_beside_libvirtd/changes.py");

#[test]
fn sixty_changes_make_the_same_definitions() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Root);
    // QEMU of either daemon reads it; private directories of tests are closed to QEMU's user.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("changes.py");
    std::fs::write(&script, CHANGES).unwrap();
    let expected = match ask_libvirtd(folder.path(), &script) {
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

/// Lets libvirt's daemon make the changes.
fn ask_libvirtd(folder: &Path, changes: &Path) -> Result<String, String> {
    if !Path::new("/usr/sbin/libvirtd").exists() {
        return Err("libvirt's own daemon is not installed".into());
    }
    let script = format!(
        "set -e\n\
         mount --make-rprivate /\n\
         for kept in /run /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /etc/libvirt/qemu; do\n\
             mkdir -p $kept; mount -t tmpfs tmpfs $kept\n\
         done\n\
         mkdir -p /run/libvirt /run/lock; ip link set lo up\n\
         virtlogd -d; libvirtd -d\n\
         for turn in $(seq 100); do\n\
             virsh -c qemu:///system uri > /dev/null 2>&1 && break; sleep 0.1\n\
         done\n\
         /usr/bin/python3 {} qemu:///system {}\n",
        changes.display(),
        folder.display()
    );
    let mut command = Command::new("unshare");
    command.args([
        "--mount",
        "--net",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "sh",
        "-c",
        &script,
    ]);
    let ran = run(&mut command);
    if ran.ok() {
        Ok(ran.succeeds())
    } else {
        Err(format!("it cannot run in namespaces here: {}", ran.fails()))
    }
}
