//! Programs that serve a guest's devices live as long as it does, are found again by a daemon that restarts, are
//! missed when they die, and say clearly why they cannot run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use support::{Daemon, Guest, Need, eventually, needs};

const PATIENCE: Duration = Duration::from_secs(20);

const TPM: &str = "<tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm>";

/// Pids of the programs that the guest's status file tells.
fn helpers(daemon: &Daemon, guest: &str) -> Vec<u32> {
    let status = std::fs::read_to_string(daemon.path(&format!("run/qemu/{guest}.xml"))).unwrap_or_default();
    let after = status.split("<helper ").skip(1);
    after
        .map(|text| text.split("pid='").nth(1).unwrap().split('\'').next().unwrap().parse().unwrap())
        .collect()
}

fn lives(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    !stat.is_empty() && !stat.contains(") Z ")
}

#[test]
fn a_tpm_emulator_lives_and_ends_with_its_guest() {
    needs!(Need::Virsh, Need::Qemu, Need::Swtpm);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").device(TPM));
    let told = daemon.virsh(["qemu-monitor-command", "a", "--hmp", "info tpm"]).succeeds();
    assert!(told.contains("tpm-tis") && told.contains("type=emulator"), "{told}");
    let [pid] = helpers(&daemon, "a")[..] else { panic!("no program in the status file") };
    daemon.kill();
    daemon.start_again();
    assert!(lives(pid));
    daemon.virsh(["destroy", "a"]).succeeds();
    eventually(PATIENCE, || (!lives(pid)).then_some(())).expect("swtpm ends with its guest");
    // The state is the guest's: it is there next time, and goes with the definition.
    let states = daemon.path("lib/swtpm");
    let count = || {
        std::fs::read_dir(&states).map_or(0, |all| all.flatten().filter(|one| one.path().is_dir()).count())
    };
    assert_eq!(count(), 1);
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
    daemon.virsh(["undefine", "a"]).succeeds();
    assert_eq!(count(), 0);
}

#[test]
fn a_program_that_dies_is_missed_and_its_guest_runs_on() {
    needs!(Need::Virsh, Need::Qemu, Need::Swtpm);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").device(TPM));
    let [pid] = helpers(&daemon, "a")[..] else { panic!("no program in the status file") };
    let process = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::KILL).unwrap();
    let log = daemon.path("log/qemu/a.log");
    eventually(PATIENCE, || {
        let words = std::fs::read_to_string(&log).unwrap();
        words.contains("swtpm for tpm0").then_some(())
    })
    .expect("its end is told in the guest's log");
    assert_eq!(daemon.virsh(["domstate", "a"]).succeeds().trim(), "running");
}

#[test]
fn passt_serves_an_interface() {
    needs!(Need::Virsh, Need::Qemu, Need::Passt);
    let daemon = Daemon::start();
    let guest = Guest::named("a")
        .device("<interface type='user'><backend type='passt'/><model type='virtio'/></interface>");
    daemon.define(&guest);
    let started = daemon.virsh(["start", "a"]);
    let has_route = std::fs::read_to_string("/proc/net/route")
        .is_ok_and(|routes| routes.lines().skip(1).any(|line| line.split('\t').nth(1) == Some("00000000")));
    if !has_route {
        let why = started.fails();
        assert!(why.contains("passt") && why.contains("routable interface"), "{why}");
        assert_eq!(daemon.virsh(["domstate", "a"]).succeeds().trim(), "shut off");
        return;
    }
    started.succeeds();
    let [pid] = helpers(&daemon, "a")[..] else { panic!("no program in the status file") };
    let told = daemon.virsh(["qemu-monitor-command", "a", "--hmp", "info network"]).succeeds();
    assert!(told.contains("type=stream") && told.contains("passt"), "{told}");
    daemon.virsh(["destroy", "a"]).succeeds();
    eventually(PATIENCE, || (!lives(pid)).then_some(())).expect("passt ends with its guest");
}

#[test]
fn a_program_that_is_missing_or_fails_leaves_no_trace() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let failing = daemon.root().join("virtiofsd-that-fails");
    std::fs::write(&failing, "#!/bin/sh\necho \"no such thing: $*\" >&2\nexit 3\n").unwrap();
    std::fs::set_permissions(&failing, std::fs::Permissions::from_mode(0o755)).unwrap();
    let none = daemon.root().join("none");
    for (path, reason) in [(&none, "cannot execute binary"), (&failing, "virtiofsd-that-fails")] {
        let name = path.file_name().unwrap().to_str().unwrap();
        daemon.define(
            &Guest::named(name)
                .with("<memoryBacking><source type='memfd'/><access mode='shared'/></memoryBacking>")
                .device(&format!(
                    "<filesystem type='mount'><driver type='virtiofs'/><binary path='{}'/>\
                     <source dir='/tmp'/><target dir='t'/></filesystem>",
                    path.display()
                )),
        );
        let why = daemon.virsh(["start", name]).fails();
        assert!(why.contains(reason), "{why}");
        assert_eq!(daemon.virsh(["domstate", name]).succeeds().trim(), "shut off");
        assert!(!daemon.path(&format!("run/qemu/{name}.xml")).exists());
    }
}
