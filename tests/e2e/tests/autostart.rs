//! Guests that are to start with the daemon do so once a boot, by name, whatever becomes of the others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::time::Duration;

use serde_json::json;
use support::{Daemon, FakeEmulator, Guest, Need, needs, until};

#[test]
fn once_a_boot_and_one_that_fails_keeps_no_other_back() {
    needs!(Need::Virsh);
    let good = FakeEmulator::qemu_5_2();
    let sick = FakeEmulator::qemu_5_2().misbehaving("greeting", json!({"exit": 1}));
    let mut daemon = Daemon::start();
    for (name, fake) in [("a", &sick), ("b", &good), ("c", &good)] {
        daemon.define(&Guest::named(name).emulator(fake.path()));
        daemon.virsh(["autostart", name]).succeeds();
    }
    daemon.virsh(["autostart", "c", "--disable"]).succeeds();
    daemon.stop();
    // As after a boot of the host.
    fs::remove_file(daemon.path("run/autostarted")).unwrap();
    daemon.start_again();
    until("b starts", Duration::from_secs(10), || (daemon.state("b") == "running (booted)").then_some(()));
    assert_eq!(daemon.state("a"), "shut off (failed)");
    assert_eq!(daemon.state("c"), "shut off (unknown)");
    daemon.virsh(["destroy", "b"]).succeeds();
    daemon.stop();
    daemon.start_again();
    std::thread::sleep(Duration::from_millis(500));
    assert!(daemon.state("b").starts_with("shut off"), "a daemon that is restarted starts nobody again");
    let link = fs::read_link(daemon.path("etc/qemu/autostart/b.xml")).unwrap();
    assert_eq!(link, daemon.path("etc/qemu/b.xml"));
    daemon.virsh(["undefine", "b"]).succeeds();
    assert!(fs::symlink_metadata(daemon.path("etc/qemu/autostart/b.xml")).is_err());
}
