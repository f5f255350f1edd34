//! An emulator that changes under a running daemon: guests are judged anew, and what was told of a run stays.
#![allow(clippy::unwrap_used, reason = "test code, also outside its `#[test]` functions")]

use serde_json::{Value, json};
use std::time::Duration;
use support::{Daemon, FakeEmulator, Guest, Need, needs, until};

/// Makes the profile one of a QEMU that deprecates another machine type, and has lost one.
fn newer(profile: &mut Value) {
    profile["version"] = json!([5, 2, 1]);
    let machines = profile["replies"]["query-machines"].as_array_mut().unwrap();
    machines.retain(|machine| machine["name"] != "isapc");
    for machine in machines {
        machine["deprecated"] = json!(machine["name"] == "pc-i440fx-4.2");
    }
}

fn told_of(daemon: &Daemon, guest: &str) -> String {
    let start = format!("domain '{guest}': ");
    let told =
        || daemon.log().lines().find_map(|line| line.split_once(&start)).map(|(_, said)| said.to_owned());
    until(&start, Duration::from_secs(20), told)
}

#[test]
fn guests_are_judged_anew_and_what_runs_is_told_as_before() {
    needs!(Need::Virsh);
    let mut fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.define(&Guest::named("stored").emulator(fake.path()).machine("pc-i440fx-4.2"));
    daemon.define(&Guest::named("lost").emulator(fake.path()).machine("isapc"));
    daemon.define(&Guest::named("same").emulator(fake.path()).machine("pc-i440fx-5.2"));
    daemon.start_guest(&Guest::named("running").emulator(fake.path()).machine("pc-1.3"));
    let before = daemon.messages("running");
    // A daemon that nobody asks anything of notices it too.
    daemon.stop();
    daemon.start_again();
    std::thread::sleep(Duration::from_millis(500));
    fake.becomes(newer);
    let flag = "deprecated-config (machine type";
    assert_eq!(
        told_of(&daemon, "stored"),
        format!("at its next start it is tainted: {flag} 'pc-i440fx-4.2')")
    );
    assert!(told_of(&daemon, "lost").ends_with("does not support machine type 'isapc'"));
    let running = told_of(&daemon, "running");
    assert!(running.contains("the QEMU 5.2.0 that it was started with"), "{running}");
    assert!(running.contains("a different machine, of QEMU 5.2.1"), "{running}");
    assert!(running.ends_with(&format!("it no longer is tainted: {flag} 'pc-1.3')")), "{running}");
    assert!(!daemon.log().contains("domain 'same': "), "{}", daemon.log());
    assert_eq!(daemon.messages("running"), before);
    // The next start is by what is there now.
    daemon.virsh(["destroy", "running"]).succeeds();
    daemon.virsh(["start", "running"]).succeeds();
    assert_eq!(daemon.messages("running"), Vec::<String>::new());
    daemon.virsh(["destroy", "running"]).succeeds();
}

#[test]
fn a_binary_that_was_replaced_while_the_daemon_was_away_is_told_too() {
    needs!(Need::Virsh);
    let mut fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.start_guest(&Guest::named("running").emulator(fake.path()).machine("pc-i440fx-5.2"));
    daemon.stop();
    fake.becomes(newer);
    daemon.start_again();
    assert!(told_of(&daemon, "running").ends_with("a different machine, of QEMU 5.2.1"));
    let found = daemon.raw().opened().findings_of("running");
    assert!(found.iter().any(|found| found.code == "emulator-replaced" && found.when == 0), "{found:?}");
    assert_eq!(daemon.messages("running"), Vec::<String>::new());
    daemon.virsh(["destroy", "running"]).succeeds();
}
