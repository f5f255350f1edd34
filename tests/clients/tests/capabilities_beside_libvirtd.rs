//! What stock libvirt says of this host's emulators, and what we say: the same, element by element.
//!
//! Its daemon runs in namespaces of its own, with nothing of the host's to write to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;
use std::process::Command;

use support::{Daemon, Need, needs, run, skip};

/// The documents that are compared: a file's name, and what virsh is asked.
const QUESTIONS: [(&str, &str); 4] = [
    ("capabilities", "capabilities"),
    ("pc", "domcapabilities --virttype qemu --machine pc"),
    ("q35", "domcapabilities --virttype qemu --machine q35"),
    ("microvm", "domcapabilities --virttype qemu --machine microvm"),
];

#[test]
fn libvirt_says_the_same_of_the_installed_emulator() {
    needs!(Need::Virsh, Need::Qemu);
    let folder = tempfile::tempdir().unwrap();
    if let Err(reason) = ask_libvirtd(folder.path()) {
        return skip("capabilities beside libvirtd", &reason);
    }
    let daemon = Daemon::start();
    for (name, question) in QUESTIONS {
        let expected = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let actual = daemon.virsh(question.split(' ')).succeeds();
        let (expected, actual) = if name == "capabilities" {
            (guests(&expected), guests(&actual))
        } else {
            (elements(&expected), elements(&actual))
        };
        assert!(expected.len() > 10, "{name} of libvirt is no document: {expected:?}");
        let mut pairs = expected.iter().zip(&actual);
        if let Some((expected, actual)) = pairs.find(|(expected, actual)| expected != actual) {
            panic!("{name}: libvirt says {expected}, we say {actual}");
        }
        assert_eq!(expected.len(), actual.len(), "{name}");
    }
}

/// Every element is on a line of its own, in the same style.
fn elements(document: &str) -> Vec<String> {
    document.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The parts about guests.
fn guests(document: &str) -> Vec<String> {
    elements(document).into_iter().skip_while(|line| line != "<guest>").collect()
}

/// Lets libvirt's daemon answer all questions into files of that folder.
fn ask_libvirtd(folder: &Path) -> Result<(), String> {
    if !Path::new("/usr/sbin/libvirtd").exists() {
        return Err("libvirt's own daemon is not installed".into());
    }
    let questions: String = QUESTIONS
        .iter()
        .map(|(name, question)| format!("virsh -c qemu:///system {question} > {}/{name}\n", folder.display()))
        .collect();
    // What it keeps goes to file systems in memory, which end with the namespace, as all its processes do.
    let script = format!(
        "set -e\n\
         mount --make-rprivate /\n\
         for kept in /run /var/lib/libvirt /var/cache/libvirt /var/log/libvirt; do\n\
             mkdir -p $kept; mount -t tmpfs tmpfs $kept\n\
         done\n\
         mkdir -p /run/libvirt /run/lock\n\
         libvirtd -d\n\
         for turn in $(seq 100); do\n\
             virsh -c qemu:///system uri > /dev/null 2>&1 && break; sleep 0.1\n\
         done\n\
         {questions}"
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
        Ok(())
    } else {
        Err(format!("it cannot run in namespaces of its own here: {}", ran.fails()))
    }
}
