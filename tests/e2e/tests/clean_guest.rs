//! A guest that does nothing unusual has nothing to tell.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;

use support::{Daemon, Guest, Need, needs};

#[test]
fn a_clean_guest_has_no_messages() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("clean"));
    assert_eq!(daemon.messages("clean"), Vec::<String>::new());
    assert!(!daemon.guest_log("clean").contains("is tainted"), "{}", daemon.guest_log("clean"));
    daemon.virsh(["destroy", "clean"]).succeeds();
}

#[test]
fn its_qemu_is_not_root() {
    needs!(Need::Virsh, Need::Qemu, Need::Root);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("clean"));
    let status = fs::read_to_string(format!("/proc/{}/status", daemon.guest_pid("clean"))).unwrap();
    for ids in status.lines().filter(|line| line.starts_with("Uid:") || line.starts_with("Gid:")) {
        assert!(ids.split_whitespace().skip(1).all(|id| id != "0"), "{ids}");
    }
    daemon.virsh(["destroy", "clean"]).succeeds();
}

#[test]
fn its_disk_is_its_own_while_it_runs_and_handed_back_afterwards() {
    use std::os::unix::fs::MetadataExt;
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg, Need::Root);
    let daemon = Daemon::start();
    let disk = daemon.path("disk.qcow2");
    support::run(
        std::process::Command::new("qemu-img").args(["create", "-q", "-f", "qcow2"]).arg(&disk).arg("16M"),
    )
    .succeeds();
    let owner = || fs::metadata(&disk).unwrap().uid();
    assert_eq!(owner(), 0);
    daemon.start_guest(&Guest::named("clean").device(&format!(
        "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{}'/>\
         <target dev='vda' bus='virtio'/></disk>",
        disk.display()
    )));
    assert_ne!(owner(), 0);
    assert_eq!(daemon.messages("clean"), Vec::<String>::new());
    daemon.virsh(["destroy", "clean"]).succeeds();
    assert_eq!(owner(), 0);
}

#[test]
fn nothing_is_left_of_it_when_it_is_gone() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("clean"));
    let pid = daemon.guest_pid("clean");
    daemon.virsh(["destroy", "clean"]).succeeds();
    daemon.virsh(["undefine", "clean"]).succeeds();
    assert!(!fs::exists(format!("/proc/{pid}")).unwrap());
    let left: Vec<_> = support::files_below(daemon.root())
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("clean") && !path.starts_with(daemon.path("log")))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
