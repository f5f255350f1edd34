//! A QEMU that misbehaves while it starts fails that start alone, in time, and leaves nothing behind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Daemon, FakeEmulator, Guest, Need, needs};

/// Starts a guest on a QEMU that does `how` on `on`, and demands a failure that leaves nothing.
fn fails_cleanly(on: &str, how: Value) {
    let fake = FakeEmulator::qemu_5_2().misbehaving(on, how);
    let daemon = Daemon::start_with("monitor_timeout_ms = 2000\n");
    daemon.define(&Guest::named("sick").emulator(fake.path()));
    let start = Instant::now();
    daemon.virsh(["start", "sick"]).fails();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(daemon.state("sick"), "shut off (failed)");
    let left: Vec<i32> =
        support::processes_of(daemon.root()).into_iter().filter(|pid| *pid != daemon.pid()).collect();
    assert!(left.is_empty(), "processes {left:?} are left");
    daemon.virsh(["undefine", "sick"]).succeeds();
}

#[test]
fn one_that_never_greets() {
    needs!(Need::Virsh);
    fails_cleanly("greeting", json!("silence"));
}

#[test]
fn one_that_speaks_something_else() {
    needs!(Need::Virsh);
    fails_cleanly("greeting", json!("garbage"));
}

#[test]
fn one_that_ends_at_once() {
    needs!(Need::Virsh);
    fails_cleanly("greeting", json!({"exit": 3}));
}

#[test]
fn one_that_falls_silent_before_it_runs() {
    needs!(Need::Virsh);
    fails_cleanly("cont", json!("silence"));
}

#[test]
fn one_that_dies_before_it_runs() {
    needs!(Need::Virsh);
    fails_cleanly("cont", json!({"exit": 1}));
}

#[test]
fn a_slow_one_starts_all_the_same() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2().misbehaving("greeting", json!({"slow": 1500}));
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("slow").emulator(fake.path()));
    assert_eq!(daemon.state("slow"), "running (booted)");
    daemon.virsh(["destroy", "slow"]).succeeds();
}

#[test]
fn one_that_cannot_even_be_probed_is_said_and_hangs_nobody() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2().misbehaving_always("greeting", json!("silence"));
    let daemon = Daemon::start_with("monitor_timeout_ms = 2000\n");
    let start = Instant::now();
    daemon.virsh(["domcapabilities", "--emulatorbin", fake.path().to_str().unwrap()]).fails();
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert!(daemon.raw().opened().call(3, []).is_ok());
}

#[test]
fn a_guest_that_shuts_itself_down_is_off() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").emulator(fake.path()));
    daemon.virsh(["shutdown", "a"]).succeeds();
    support::until("the guest is off", Duration::from_secs(10), || {
        (daemon.state("a") == "shut off (shutdown)").then_some(())
    });
}
