//! `ferrovirt findings`: what the daemon has found, at once, and as it changes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use support::{Daemon, FakeEmulator, Guest, Need, Ran, beside_libvirtd, binary, needs, run, skip};

fn ferrovirt(daemon: &Daemon, arguments: &[&str]) -> Ran {
    run(Command::new(binary("ferrovirt")).arg("findings").args(["--connect", &daemon.uri()]).args(arguments))
}

/// A guest with two findings.
fn old(name: &str, fake: &FakeEmulator) -> Guest {
    Guest::named(name).emulator(fake.path()).machine("pc-1.3").environment("X", "1")
}

#[test]
fn it_tells_what_is_found_and_ends_as_scripts_want_it() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    assert_eq!(ferrovirt(&daemon, &[]).code, Some(0), "nothing is found of nobody");
    daemon.define(&old("off", &fake));
    daemon.start_guest(&old("on", &fake));
    let told = ferrovirt(&daemon, &[]);
    assert_eq!(told.code, Some(1), "{told:#?}");
    let rows = |told: &Ran, guest: &str| {
        told.stdout.lines().filter(|line| line.trim_start().starts_with(guest)).count()
    };
    assert_eq!((rows(&told, "off "), rows(&told, "on ")), (2, 4), "{}", told.stdout);
    assert!(told.stdout.contains("deprecated-config.machine-type"), "{}", told.stdout);

    let told = ferrovirt(&daemon, &["on", "--when", "running", "--code", "custom-argv", "--format", "json"]);
    let document: Value = serde_json::from_str(&told.stdout).unwrap();
    let guests = document["guests"].as_array().unwrap();
    assert_eq!(guests.len(), 1);
    assert_eq!(guests[0]["guest"]["name"], "on");
    let finding = &guests[0]["findings"][0];
    assert_eq!((&finding["code"], &finding["when"]), (&"custom-argv".into(), &"running".into()));
    assert_eq!(finding["subject"]["value"], "X=1");
    assert_eq!(ferrovirt(&daemon, &["--severity", "danger"]).code, Some(0));
    assert_eq!(ferrovirt(&daemon, &["--watch", "--format", "csv"]).code, Some(64));
    daemon.virsh(["destroy", "on"]).succeeds();
}

#[test]
fn a_finding_that_somebody_answers_for_counts_no_more() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    daemon.define(&old("a", &fake));
    let ferrovirt = |command: &str, arguments: &[&str]| {
        let mut ran = Command::new(binary("ferrovirt"));
        run(ran.args([command, "--connect", &daemon.uri()]).args(arguments))
    };
    let give = |arguments: &[&str]| ferrovirt("acknowledge", &[&["a", "custom-argv"], arguments].concat());
    assert_eq!(give(&[]).code, Some(64), "a reason is wanted");
    assert_eq!(give(&["--reason", "x", "--expires", "2027-02-30"]).code, Some(64), "there is no such day");
    assert_eq!(give(&["--reason", "x", "--look-only"]).code, Some(64));
    let late = give(&["--reason", "x", "--expires", "2001-01-01"]);
    assert!(late.code == Some(2) && late.stderr.contains("run out"), "{late:#?}");
    let given =
        give(&["--reason", "needed for X", "--owner", "ops", "--expires", "2099-12-31", "--format", "json"]);
    let document: Value = serde_json::from_str(&given.stdout).unwrap_or_else(|e| panic!("{e}: {given:#?}"));
    assert_eq!((&document["findings"], &document["guest"]["name"]), (&1.into(), &"a".into()));
    give(&["--about", "Y=1", "--reason", "before it is found"]).succeeds();

    let of_a = |code: &str| ferrovirt("findings", &["a", "--code", code, "--format", "json"]);
    let shown = of_a("custom-argv");
    assert_eq!(shown.code, Some(0), "somebody answers for all of it: {shown:#?}");
    let document: Value = serde_json::from_str(&shown.stdout).unwrap();
    let waiver = &document["guests"][0]["findings"][0]["waiver"];
    assert_eq!((&waiver["owner"], &waiver["reason"]), (&"ops".into(), &"needed for X".into()));
    assert_eq!(waiver["expires_ms"], 4_102_444_800_000_u64, "the day counts to its end");
    assert_eq!(of_a("deprecated-config").code, Some(1), "nobody answers for that");

    ferrovirt("withdraw", &["a", "custom-argv"]).succeeds();
    assert_eq!(of_a("custom-argv").code, Some(1));
    let again = ferrovirt("withdraw", &["a", "custom-argv"]);
    assert!(again.code == Some(2) && again.stderr.contains("not acknowledged"), "{again:#?}");
}

/// Ends with the test, whatever becomes of it.
struct Watcher(Child);

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn it_goes_on_telling_what_changes() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    daemon.define(&Guest::named("a").emulator(fake.path()).machine("pc-i440fx-5.2"));
    let mut command = Command::new(binary("ferrovirt"));
    command.args(["findings", "--watch", "--format", "json", "--connect", &daemon.uri()]);
    let mut watcher = Watcher(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(watcher.0.stdout.take().unwrap()).lines();
    let mut next = || -> Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    assert_eq!(next()["listed"]["guests"], Value::Array(Vec::new()));
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"query-name\"}"]).succeeds();
    let change = &next()["change"];
    assert_eq!((&change["step"], &change["guest"]["name"]), (&"appeared".into(), &"a".into()));
    assert_eq!(change["finding"]["cause"]["program"], "virsh");
    daemon.virsh(["destroy", "a"]).succeeds();
    assert_eq!(next()["change"]["step"], "cleared");
}

#[test]
fn a_stock_daemon_is_told_apart_and_what_to_do_instead() {
    needs!(Need::Virsh, Need::Root);
    let lines = format!(
        "{} findings --connect qemu:///system 2>&1 || echo status $?\n",
        binary("ferrovirt").display()
    );
    match beside_libvirtd(&lines) {
        Ok(said) => {
            assert!(said.contains("ferrovirt audit") && said.contains("Cannot find program"), "{said}");
            assert!(said.ends_with("status 2\n"), "{said}");
        }
        Err(reason) => skip("ferrovirt findings beside libvirtd", &reason),
    }
}
