//! What stock libvirt says of this host's emulators, and what we say: the same, element by element.
//!
//! Its daemon runs in namespaces of its own, with nothing of the host's to write to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;

use support::{Daemon, Need, beside_libvirtd, needs, skip};

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
    let questions: String = QUESTIONS
        .iter()
        .map(|(name, question)| format!("virsh -c qemu:///system {question} > {}/{name}\n", folder.display()))
        .collect();
    beside_libvirtd(&questions).map(drop)
}
