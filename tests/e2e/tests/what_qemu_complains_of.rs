//! What QEMU complains of, in the guest's log or by its schema, becomes findings of the guest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs::{self, File};
use std::io::Write as _;
use std::time::Duration;

use support::{Daemon, FakeEmulator, Found, Guest, Need, needs, until};

const SOON: Duration = Duration::from_secs(20);

fn found(daemon: &Daemon, guest: &str, code: &str) -> Option<Found> {
    daemon.raw().opened().findings_of(guest).into_iter().find(|found| found.code == code && found.when == 0)
}

#[test]
fn a_warning_is_found_and_one_about_what_is_known_is_its_evidence() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    let Some(machine) = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-")) else {
        return support::skip("what QEMU complains of", "the installed QEMU deprecates no PC");
    };
    // No emulated processor has VMX, so QEMU says that it cannot give it.
    let cpu = "<cpu mode='custom' match='exact' check='none'><model fallback='forbid'>qemu64</model>\
               <feature policy='require' name='vmx'/></cpu>";
    daemon.start_guest(&Guest::named("old").machine(&machine).cpu(cpu));
    let told = daemon.messages("old");
    assert_eq!(told.len(), 2, "libvirt's messages know nothing of it: {told:?}");
    let of = |daemon: &Daemon| {
        let warning = until("QEMU's warning is found", SOON, || found(daemon, "old", "qemu-warning"));
        let evident = || {
            found(daemon, "old", "deprecated-config.machine-type")
                .filter(|found| found.evidence.contains("QEMU says: Machine type"))
        };
        (warning, until("QEMU's words are evidence", SOON, evident))
    };
    let (warning, known) = of(&daemon);
    assert!(warning.value.contains("vmx"), "{}", warning.value);
    assert!(known.evidence.contains("in its reply to query-machines"), "{}", known.evidence);
    assert!(found(&daemon, "old", "qemu-deprecation").is_none(), "it is known already");
    daemon.kill();
    daemon.start_again();
    assert_eq!(of(&daemon), (warning, known), "a daemon that begins anew finds it again");
    assert_eq!(daemon.messages("old"), told);
    daemon.virsh(["destroy", "old"]).succeeds();
    assert!(found(&daemon, "old", "qemu-warning").is_none());
}

#[test]
fn a_guest_that_provokes_warnings_fills_nothing() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    daemon.start_guest(&Guest::named("loud").emulator(fake.path()));
    let mut log = File::options().append(true).open(daemon.path("log/qemu/loud.log")).unwrap();
    for number in 0..5000 {
        writeln!(log, "qemu-system-x86_64: warning: {number} {}", "x".repeat(2000)).unwrap();
    }
    let dropped = until("warnings are dropped", SOON, || found(&daemon, "loud", "qemu-warnings-dropped"));
    assert!(dropped.count > 100, "{}", dropped.count);
    let all = daemon.raw().opened().findings_of("loud");
    assert!(all.len() < 50, "{}", all.len());
    assert!(all.iter().all(|found| found.value.len() <= 300));
    writeln!(log, "qemu-system-x86_64: warning: {} {}", 3, "x".repeat(2000)).unwrap();
    assert_eq!(daemon.messages("loud"), Vec::<String>::new());
    daemon.virsh(["destroy", "loud"]).succeeds();
}

#[test]
fn a_monitor_command_that_qemu_will_drop_is_found_with_who_sent_it() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let Some(command) = deprecated_command(&daemon) else {
        return support::skip("deprecated monitor command", "the installed QEMU deprecates none");
    };
    daemon.virsh(["qemu-monitor-command", "a", &format!("{{\"execute\":\"{command}\"}}")]);
    let deprecated = found(&daemon, "a", "deprecated-command").unwrap();
    assert_eq!(deprecated.value, command);
    assert_eq!(deprecated.cause.unwrap().program.as_deref(), Some("virsh"));
    assert_eq!(daemon.messages("a"), ["tainted: custom monitor control commands issued"]);
    daemon.virsh(["destroy", "a"]).succeeds();
}

/// A command that the installed QEMU calls deprecated, as the daemon has learned.
fn deprecated_command(daemon: &Daemon) -> Option<String> {
    let known = fs::read_dir(daemon.path("cache/capabilities")).unwrap().flatten();
    let texts = known.filter_map(|file| fs::read_to_string(file.path()).ok());
    texts.filter_map(|text| serde_json::from_str::<serde_json::Value>(&text).ok()).find_map(|value| {
        let listed = value.to_string();
        let members = listed.split("\"deprecated_interface\":").nth(1)?;
        let end = members.find(']')? + 1;
        let members: Vec<serde_json::Value> = serde_json::from_str(&members[..end]).ok()?;
        members.iter().find(|member| member["kind"] == "command")?["command"].as_str().map(str::to_owned)
    })
}
