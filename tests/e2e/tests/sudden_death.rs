//! QEMU may die at any step of what is being done to its guest: the guest is off then, its definition is as it was, and
//! the next call works.
//!
//! A fake QEMU dies on a certain command; a real one is killed earlier or later, so that every step is hit.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use support::{Args, Daemon, FakeEmulator, Frame, Guest, Incoming, Need, needs, processes_of, status, until};

const PATIENCE: Duration = Duration::from_secs(15);
const RESTORE: u32 = 54;
const SAVE: u32 = 55;
const ATTACH: u32 = 160;
const DETACH: u32 = 161;
const LIVE_AND_CONFIG: u32 = 3;

fn guest() -> Guest {
    let uuid = [4, 2, 2, 2, 6].map(|count| "31".repeat(count)).join("-");
    Guest::named("a")
        .with(&format!("<uuid>{uuid}</uuid>"))
        .device("<controller type='usb' model='qemu-xhci' ports='8'/>")
}

fn domain() -> Args {
    Args::new().domain("a", [0x31; 16], -1)
}

/// Calls, has every QEMU of this daemon die after a while, and waits for the answer; whether it was a good one.
fn call_and_kill(daemon: &Daemon, procedure: u32, arguments: Args, after: Duration) -> bool {
    let mut client = daemon.raw().opened();
    client.send(&Frame::call(procedure, 7, arguments));
    std::thread::sleep(after);
    for pid in processes_of(daemon.root()).into_iter().filter(|pid| *pid != daemon.pid()) {
        // It may have ended well just now.
        let _ = kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL);
    }
    match client.receive_within(PATIENCE) {
        Incoming::Frame(frame) => frame.status == status::OK,
        other => panic!("no answer but {other:?}"),
    }
}

fn is_off(daemon: &Daemon) {
    until("the guest is off", PATIENCE, || daemon.state("a").starts_with("shut off").then_some(()));
}

fn stored(daemon: &Daemon) -> String {
    daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds()
}

fn restore(daemon: &Daemon, file: &Path) {
    daemon.virsh(["restore", file.to_str().unwrap()]).succeeds();
    assert_eq!(daemon.state("a"), "running (restored)");
}

/// Moments up to `last`, so many of them.
fn moments(last: Duration, count: u32) -> impl Iterator<Item = Duration> {
    (0..count).map(move |number| last * number / count)
}

#[test]
fn on_any_command_of_a_save() {
    needs!(Need::Virsh);
    for step in
        ["stop", "getfd", "migrate-set-capabilities", "migrate-set-parameters", "migrate", "query-migrate"]
    {
        let fake = FakeEmulator::qemu_5_2().misbehaving(step, json!({"exit": 1}));
        let daemon = Daemon::start();
        daemon.start_guest(&guest().emulator(fake.path()));
        let (before, file) = (stored(&daemon), daemon.path("a.sav"));
        daemon.virsh(["save", "a", file.to_str().unwrap()]).fails();
        is_off(&daemon);
        assert_eq!(daemon.state("a"), "shut off (crashed)", "{step}");
        assert!(!file.exists(), "{step}: half a file is left");
        assert_eq!(stored(&daemon), before, "{step}");
        daemon.virsh(["start", "a"]).succeeds();
    }
}

#[test]
fn at_any_moment_of_a_save() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&guest());
    let (before, file) = (stored(&daemon), daemon.path("a.sav"));
    let mut failed = 0;
    for after in moments(Duration::from_millis(30), 20) {
        daemon.virsh(["start", "a"]).succeeds();
        let saved = call_and_kill(&daemon, SAVE, domain().text(file.to_str().unwrap()), after);
        is_off(&daemon);
        assert_eq!(file.exists(), saved, "{after:?}: {}", daemon.state("a"));
        assert_eq!(stored(&daemon), before, "{after:?}");
        if saved {
            restore(&daemon, &file);
            daemon.virsh(["destroy", "a"]).succeeds();
            std::fs::remove_file(&file).unwrap();
        } else {
            failed += 1;
        }
    }
    assert!(failed > 3, "it died in time in {failed} cases only");
}

#[test]
fn at_any_moment_of_a_restore() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&guest());
    let (before, file) = (stored(&daemon), daemon.path("a.sav"));
    let path = file.to_str().unwrap();
    daemon.virsh(["save", "a", path]).succeeds();
    let mut failed = 0;
    for after in moments(Duration::from_millis(200), 20) {
        let restored = call_and_kill(&daemon, RESTORE, Args::new().text(path), after);
        if restored {
            // It had not begun when its time came, or is just found to be gone.
            let _ = daemon.virsh(["destroy", "a"]);
        }
        failed += u32::from(!restored);
        is_off(&daemon);
        assert_eq!(stored(&daemon), before, "{after:?}");
    }
    assert!(failed > 3, "it died in time in {failed} cases only");
    restore(&daemon, &file);
}

#[test]
fn at_any_moment_of_a_hot_plug() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&guest());
    let image = daemon.path("disk");
    std::fs::File::create(&image).unwrap().set_len(8 << 20).unwrap();
    let image = image.to_str().unwrap();
    let disk = format!(
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{image}'/>\
         <target dev='sdb' bus='usb'/></disk>"
    );
    let call = |procedure, after| {
        call_and_kill(&daemon, procedure, domain().text(&disk).uint(LIVE_AND_CONFIG), after)
    };
    let mut failed = 0;
    for after in moments(Duration::from_millis(12), 12) {
        daemon.virsh(["start", "a"]).succeeds();
        let done = call(ATTACH, after);
        is_off(&daemon);
        assert_eq!(stored(&daemon).contains(image), done, "attached, {after:?}");
        daemon.virsh(["start", "a"]).succeeds();
        if !done {
            failed += 1;
            daemon.virsh(["attach-disk", "a", image, "sdb", "--targetbus", "usb", "--persistent"]).succeeds();
        }
        let done = call(DETACH, after);
        is_off(&daemon);
        assert_eq!(!stored(&daemon).contains(image), done, "detached, {after:?}");
        if !done {
            failed += 1;
            daemon.virsh(["detach-disk", "a", "sdb", "--config"]).succeeds();
        }
    }
    assert!(failed > 1, "it died in time in {failed} cases only");
}
