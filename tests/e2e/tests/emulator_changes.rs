//! An emulator that changes under a running daemon: guests are judged anew, and what was told of a run stays.
#![allow(clippy::unwrap_used, reason = "test code, also outside its `#[test]` functions")]

use serde_json::{Value, json};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::Duration;
use support::{Daemon, FakeEmulator, Found, Guest, Need, needs, until};

/// Makes the profile one of a QEMU that deprecates another machine type, and has lost one.
fn newer(profile: &mut Value) {
    profile["version"] = json!([5, 2, 1]);
    let machines = profile["replies"]["query-machines"].as_array_mut().unwrap();
    machines.retain(|machine| machine["name"] != "pc-q35-4.2");
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
    daemon.define(&Guest::named("lost").emulator(fake.path()).machine("pc-q35-4.2"));
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
    assert!(told_of(&daemon, "lost").ends_with("does not support machine type 'pc-q35-4.2'"));
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

/// The finding of a guest with this code, once the daemon has it.
fn found(daemon: &Daemon, guest: &str, code: &str) -> Found {
    let list = || daemon.raw().opened().findings_of(guest).into_iter().find(|found| found.code == code);
    until(code, Duration::from_secs(20), list)
}

fn has_not(daemon: &Daemon, guest: &str, code: &str) {
    let list =
        || daemon.raw().opened().findings_of(guest).iter().all(|found| found.code != code).then_some(());
    until(&format!("{guest} without {code}"), Duration::from_secs(20), list);
}

#[test]
fn an_emulator_that_is_removed_changes_what_is_expected_and_what_comes_back_too() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    daemon.define(&Guest::named("stored").emulator(fake.path()).machine("pc-i440fx-5.2"));
    daemon.start_guest(&Guest::named("running").emulator(fake.path()).machine("pc-1.3"));
    let before = daemon.messages("running");
    let away = fake.path().with_extension("away");
    std::fs::rename(fake.path(), &away).unwrap();
    let binary = fake.path();
    let binary = binary.display();
    daemon_has_said(&daemon, &format!("{binary} has changed: 5.2.0 before, unusable now"));
    let refusal =
        format!("it would not start any more: Cannot check QEMU binary {binary}: No such file or directory");
    assert_eq!(told_of(&daemon, "stored"), refusal);
    let running = told_of(&daemon, "running");
    assert!(running.starts_with(&format!("{binary} was removed while it runs, or replaced")), "{running}");
    assert!(running.contains("goes on with the QEMU 5.2.0") && running.ends_with(&refusal), "{running}");
    found(&daemon, "stored", "cannot-start.emulator-gone");
    found(&daemon, "running", "cannot-start.emulator-gone");
    assert_eq!(found(&daemon, "running", "emulator-replaced").when, 0);
    assert_eq!(daemon.messages("running"), before);
    let refused = daemon.virsh(["start", "stored"]).fails();
    assert!(refused.contains(&format!("Cannot check QEMU binary {binary}")), "{refused}");
    // It is the very file that the running guest began with.
    std::fs::rename(&away, fake.path()).unwrap();
    daemon_has_said(&daemon, &format!("{binary} has changed: unusable before, 5.2.0 now"));
    daemon_has_said(&daemon, "domain 'stored': it would start again");
    has_not(&daemon, "stored", "cannot-start.emulator-gone");
    has_not(&daemon, "running", "cannot-start.emulator-gone");
    has_not(&daemon, "running", "emulator-replaced");
    daemon.virsh(["start", "stored"]).succeeds();
    daemon.virsh(["destroy", "stored"]).succeeds();
    daemon.virsh(["destroy", "running"]).succeeds();
}

#[test]
fn an_emulator_that_is_missing_when_the_daemon_begins_is_awaited() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.define(&Guest::named("stored").emulator(fake.path()).machine("pc-1.3"));
    daemon.stop();
    let away = fake.path().with_extension("away");
    std::fs::rename(fake.path(), &away).unwrap();
    daemon.start_again();
    found(&daemon, "stored", "cannot-start.emulator-gone");
    // Nobody asks about it any more; it is installed all the same.
    std::fs::rename(&away, fake.path()).unwrap();
    assert!(told_of(&daemon, "stored").ends_with("it would start again"));
    has_not(&daemon, "stored", "cannot-start.emulator-gone");
    assert_eq!(found(&daemon, "stored", "deprecated-config.machine-type").when, 1);
}

/// As [`Daemon::has_said`], with the patience that the look at known binaries needs.
#[track_caller]
fn daemon_has_said(daemon: &Daemon, text: &str) {
    until(text, Duration::from_secs(20), || daemon.log().contains(text).then_some(()));
}

/// Puts a copy of a program in the place of another, as an upgrade does it: by a new file.
fn put_in_place(program: &Path, place: &Path) {
    let new = place.with_extension("new");
    std::fs::copy(program, &new).unwrap();
    std::fs::rename(new, place).unwrap();
}

#[test]
fn a_real_qemu_that_is_replaced_is_asked_anew_and_marks_what_runs() {
    needs!(Need::Virsh, Need::Qemu);
    let installed = Path::new("/usr/bin/qemu-system-x86_64");
    let mut daemon = Daemon::start();
    let place = daemon.path("emulator/qemu-system-x86_64");
    std::fs::create_dir(place.parent().unwrap()).unwrap();
    put_in_place(installed, &place);
    daemon.stop();
    std::fs::create_dir_all(daemon.path("etc")).unwrap();
    let settings = format!("[emulators]\nx86_64 = \"{}\"\n", place.display());
    std::fs::write(daemon.path("etc/ferrovirtd.toml"), settings).unwrap();
    daemon.start_again();
    // The guests name no emulator: the settings choose it.
    daemon.define(&Guest::named("stored"));
    daemon.start_guest(&Guest::named("running"));
    let kept = daemon.path(&format!(
        "cache/capabilities/{}.json",
        place.to_string_lossy().trim_start_matches('/').replace('/', "_")
    ));
    let known = || -> Value { serde_json::from_str(&std::fs::read_to_string(&kept).unwrap()).unwrap() };
    let part = |name: &str| known()["capabilities"]["version"][name].to_string();
    let version = ["major", "minor", "micro"].map(part).join(".");
    // The same build again, as another file.
    put_in_place(installed, &place);
    let inode = std::fs::metadata(&place).unwrap().ino();
    let path = place.display();
    daemon_has_said(&daemon, &format!("{path} has changed: {version} before, {version} now"));
    let replaced =
        format!("{path} was replaced while it runs: it goes on with the QEMU {version} that it was");
    let told = told_of(&daemon, "running");
    assert!(told.starts_with(&replaced) && told.ends_with(&format!(", of QEMU {version}")), "{told}");
    let mark = found(&daemon, "running", "emulator-replaced");
    assert_eq!((mark.when, mark.value), (0, place.to_string_lossy().into_owned()));
    has_not(&daemon, "stored", "emulator-replaced");
    assert!(!daemon.log().contains("domain 'stored': "), "{}", daemon.log());
    until("what the new file says is kept", Duration::from_secs(20), || {
        (known()["identity"]["inode"] == json!(inode)).then_some(())
    });
    // Another build: a made-up one, which has not the machine type of either.
    let fake = FakeEmulator::qemu_5_2();
    let profile = "qemu-system-x86_64.profile.json";
    std::fs::copy(fake.path().with_file_name(profile), place.with_file_name(profile)).unwrap();
    put_in_place(&fake.path(), &place);
    daemon_has_said(&daemon, &format!("{path} has changed: {version} before, 5.2.0 now"));
    assert!(told_of(&daemon, "stored").contains("it would not start any more: "));
    found(&daemon, "stored", "cannot-start.machine-type-gone");
    daemon_has_said(&daemon, "its next start will be a different machine, of QEMU 5.2.0");
    // What runs is still the real one.
    assert_eq!(daemon.state("running"), "running (booted)");
    let monitor =
        daemon.virsh(["qemu-monitor-command", "running", r#"{"execute":"query-version"}"#]).succeeds();
    assert!(!monitor.contains(r#""major":5"#), "{monitor}");
    daemon.virsh(["destroy", "running"]).succeeds();
}
