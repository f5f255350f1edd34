//! A daemon that is killed at any moment loses no definition, leaves no QEMU that nobody knows, and the next one
//! tells the same about the guests that run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Child;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use support::{Daemon, FakeEmulator, Guest, Need, files_below, needs, processes_of, until};

/// Numbers that look random and are the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// How long the daemons are killed again and again.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn at_random_moments() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start();
    let names: Vec<String> = (0..4).map(|number| format!("g{number}")).collect();
    for name in &names {
        daemon.define(&Guest::named(name).emulator(fake.path()).environment("X", "1"));
    }
    let mut numbers = Numbers(4711);
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < PATIENCE {
        let under_way: Vec<Child> = names
            .iter()
            .map(|name| match numbers.below(4) {
                0 => daemon.virsh_running(["destroy", name]),
                1 => daemon.virsh_running(["qemu-monitor-command", name, "{\"execute\":\"query-status\"}"]),
                _ => daemon.virsh_running(["start", name]),
            })
            .collect();
        std::thread::sleep(Duration::from_millis(numbers.below(400)));
        daemon.kill();
        for child in under_way {
            child.wait_with_output().unwrap();
        }
        let written = findings_on_disk(&daemon);
        daemon.start_again();
        let all = daemon.virsh(["list", "--all", "--name"]).succeeds();
        let all: BTreeSet<&str> = all.split_whitespace().collect();
        assert_eq!(all, names.iter().map(String::as_str).collect(), "round {rounds}");
        let known: BTreeSet<i32> = running(&daemon).iter().map(|name| daemon.guest_pid(name)).collect();
        let mut processes: BTreeSet<i32> = processes_of(daemon.root()).into_iter().collect();
        processes.remove(&daemon.pid());
        assert_eq!(processes, known, "round {rounds}: each QEMU is that of a guest, and each guest has one");
        for name in running(&daemon) {
            let told = daemon.messages(&name);
            let before = written.iter().find(|(guest, _)| *guest == name).map(|(_, count)| *count);
            assert_eq!(Some(told.len()), before, "round {rounds}: {name} has {told:?}");
        }
        rounds += 1;
    }
    assert!(rounds > 5, "only {rounds} rounds");
    for name in running(&daemon) {
        daemon.virsh(["destroy", &name]).succeeds();
    }
    let left = files_below(&daemon.path("lib/qemu"));
    assert!(left.is_empty(), "{left:?} are left");
}

fn running(daemon: &Daemon) -> Vec<String> {
    let running = daemon.virsh(["list", "--name"]).succeeds();
    running.split_whitespace().map(str::to_owned).collect()
}

/// How many taints the status file of each guest has.
fn findings_on_disk(daemon: &Daemon) -> Vec<(String, usize)> {
    let files = files_below(&daemon.path("run/qemu")).into_iter();
    let status = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".xml")?.to_owned();
        (!name.starts_with('.')).then_some(())?;
        let text = fs::read_to_string(&path).unwrap();
        Some((name, text.matches("<taint ").count() + text.matches("<deprecation>").count()))
    });
    status.collect()
}

#[test]
fn during_a_start_undoes_the_start() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2().misbehaving("greeting", json!({"slow": 60_000}));
    let mut daemon = Daemon::start();
    let disk = daemon.path("disk.img");
    fs::write(&disk, vec![0; 1 << 20]).unwrap();
    fs::set_permissions(&disk, fs::Permissions::from_mode(0o600)).unwrap();
    daemon.define(&Guest::named("a").emulator(fake.path()).device(&format!(
        "<disk type='file' device='disk'><source file='{}'/><target dev='vda' bus='virtio'/></disk>",
        disk.display()
    )));
    let start = daemon.virsh_running(["start", "a"]);
    until("the start begins", Duration::from_secs(10), || {
        daemon.state("a").starts_with("paused (starting up)").then_some(())
    });
    let qemu = daemon.guest_pid("a");
    daemon.kill();
    start.wait_with_output().unwrap();
    daemon.start_again();
    assert_eq!(daemon.state("a"), "shut off (failed)");
    assert!(!is_running(qemu), "the QEMU of a start that nobody knows runs on");
    assert_eq!(fs::metadata(&disk).unwrap().uid(), rustix::process::geteuid().as_raw());
    assert!(files_below(&daemon.path("lib/qemu")).is_empty());
}

#[test]
fn of_guest_and_daemon_is_told_as_a_crash() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").emulator(fake.path()));
    let qemu = daemon.guest_pid("a");
    daemon.kill();
    kill_process(Pid::from_raw(qemu).unwrap(), Signal::KILL).unwrap();
    until("it ends", Duration::from_secs(5), || (!is_running(qemu)).then_some(()));
    daemon.start_again();
    assert_eq!(daemon.state("a"), "shut off (crashed)");
    assert!(daemon.guest_log("a").trim_end().ends_with("shutting down, reason=crashed"));
    assert!(files_below(&daemon.path("lib/qemu")).is_empty());
}

fn is_running(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}
