//! A disk that is full fails what needs it, says so, and keeps nothing else from working.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Daemon, FakeEmulator, Guest, Need, needs};

/// A file system of 64 KiB over a folder of a daemon's, full to the last byte until it is emptied.
struct Full(PathBuf);

impl Full {
    /// `None` where mounting is not allowed, even to root.
    fn over(folder: &Path) -> Option<Self> {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k,mode=755", "fv-full"])
            .arg(folder)
            .status()
            .is_ok_and(|status| status.success());
        let full = mount.then(|| Self(folder.to_owned()))?;
        // Fails when there is no room left, which is what is wanted.
        let _full = std::fs::write(full.0.join("ballast"), vec![0; 1 << 20]);
        Some(full)
    }

    fn empty(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Full {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn for_status_files_no_guest_starts_until_there_is_room() {
    needs!(Need::Virsh, Need::Root);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a").emulator(fake.path()));
    let Some(full) = Full::over(&daemon.path("run/qemu")) else {
        return support::skip("full_disk", "mounting is not allowed");
    };
    let why = daemon.virsh(["start", "a"]).fails();
    assert!(why.contains("No space left on device"), "{why}");
    assert_eq!(daemon.state("a"), "shut off (failed)");
    assert!(support::files_below(&daemon.path("lib/qemu")).is_empty());
    full.empty();
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn for_logs_keeps_no_guest_from_starting() {
    needs!(Need::Virsh, Need::Root);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a").emulator(fake.path()).environment("X", "1"));
    let Some(_full) = Full::over(&daemon.path("log/qemu")) else {
        return support::skip("full_disk", "mounting is not allowed");
    };
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.messages("a").len(), 1);
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn for_definitions_the_former_definition_stays() {
    needs!(Need::Virsh, Need::Root);
    let daemon = Daemon::start();
    let Some(full) = Full::over(&daemon.path("etc/qemu")) else {
        return support::skip("full_disk", "mounting is not allowed");
    };
    let file = daemon.path("a.xml");
    std::fs::write(&file, Guest::named("a").xml()).unwrap();
    let why = daemon.virsh([std::ffi::OsStr::new("define"), file.as_os_str()]).fails();
    assert!(why.contains("No space left on device"), "{why}");
    assert_eq!(daemon.virsh(["list", "--all", "--name"]).succeeds().trim(), "");
    full.empty();
    daemon.define(&Guest::named("a").with("<title>one</title>"));
    let _full = std::fs::write(full.0.join("ballast"), vec![0; 1 << 20]);
    daemon.virsh(["desc", "a", "--title", "two"]).fails();
    assert_eq!(daemon.virsh(["desc", "a", "--title"]).succeeds().trim(), "one");
}
