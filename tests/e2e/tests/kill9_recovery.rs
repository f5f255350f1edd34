//! The daemon may die at any time: the guests run on, and the next daemon knows them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use support::{Args, Daemon, Guest, Incoming, Need, needs, until};

#[test]
fn guests_are_found_again_with_their_id_their_messages_and_their_monitor() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("first"));
    daemon.start_guest(&Guest::named("second").environment("X", "1"));
    daemon.virsh(["qemu-monitor-command", "second", "{\"execute\":\"query-name\"}"]).succeeds();
    let told = |daemon: &Daemon| {
        ["first", "second"].map(|name| {
            (
                daemon.virsh(["domid", name]).succeeds(),
                daemon.messages(name),
                daemon.guest_pid(name),
                daemon.state(name),
            )
        })
    };
    let before = told(&daemon);
    assert_eq!(before[1].1.len(), 2);
    daemon.kill();
    daemon.start_again();
    let after = told(&daemon);
    for ((id, messages, pid, _), (new_id, new_messages, new_pid, state)) in before.iter().zip(&after) {
        assert_eq!((id, messages, pid), (new_id, new_messages, new_pid));
        assert!(state.starts_with("running"), "{state}");
    }
    assert_eq!(
        daemon.guest_log("second").matches("is tainted").count(),
        2,
        "the next daemon logs nothing again"
    );
    daemon.virsh(["suspend", "first"]).succeeds();
    assert_eq!(daemon.state("first"), "paused (user)");
    for name in ["first", "second"] {
        daemon.virsh(["destroy", name]).succeeds();
    }
}

#[test]
fn a_guest_that_died_meanwhile_is_off() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let pid = daemon.guest_pid("a");
    daemon.kill();
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
    until("the guest's process ends", Duration::from_secs(5), || (!is_running(pid)).then_some(()));
    daemon.start_again();
    assert!(daemon.state("a").starts_with("shut off"));
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
}

/// A process that nobody has waited for yet is still listed, as a zombie.
fn is_running(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn a_guest_that_changed_meanwhile_is_known_as_it_is() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    daemon.virsh(["suspend", "a"]).succeeds();
    daemon.kill();
    daemon.start_again();
    assert!(daemon.state("a").starts_with("paused"));
    daemon.virsh(["resume", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn no_definition_is_lost_however_often_the_daemon_dies() {
    needs!(Need::Virsh);
    let mut daemon = Daemon::start();
    for round in 0..5 {
        let name = format!("g{round}");
        daemon.define(&Guest::named(&name).with(&format!("<title>round {round}</title>")));
        daemon.kill();
        daemon.start_again();
        let names = daemon.virsh(["list", "--all", "--name"]).succeeds();
        assert_eq!(names.split_whitespace().count(), round + 1, "{names}");
        assert_eq!(daemon.virsh(["desc", "--title", &name]).succeeds().trim(), format!("round {round}"));
    }
}

#[test]
fn the_end_of_a_guest_right_after_the_restart_is_told() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let pid = daemon.guest_pid("a");
    daemon.kill();
    daemon.start_again();
    let mut client = daemon.raw().opened();
    client.call(316, Args::new().int(0).none()).unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
    let Incoming::Frame(event) = client.receive_within(Duration::from_secs(5)) else { panic!("no event") };
    let end = &event.payload[event.payload.len() - 8..];
    assert_eq!(end, [0, 0, 0, 5, 0, 0, 0, 5], "stopped, failed");
    assert!(daemon.state("a").starts_with("shut off"));
}

#[test]
fn asked_to_end_the_daemon_ends_within_a_second_and_the_guests_stay() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let pid = daemon.guest_pid("a");
    let _client = daemon.raw().opened();
    let start = Instant::now();
    daemon.stop();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(is_running(pid));
    daemon.start_again();
    assert!(daemon.state("a").starts_with("running"));
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn a_second_daemon_is_kept_out_of_the_folder() {
    let daemon = Daemon::start();
    let second = support::run(Command::new(support::binary("ferrovirtd")).arg("--root").arg(daemon.root()));
    second.fails();
    assert!(daemon.raw().opened().call(3, []).is_ok(), "the first one is undisturbed");
}

#[test]
fn a_damaged_definition_is_kept_aside_and_hides_no_other() {
    needs!(Need::Virsh);
    let mut daemon = Daemon::start();
    daemon.define(&Guest::named("good"));
    daemon.define(&Guest::named("bad"));
    daemon.stop();
    let file = daemon.path("etc/qemu/bad.xml");
    fs::write(&file, "<domain><name>bad</na").unwrap();
    daemon.start_again();
    assert_eq!(daemon.virsh(["list", "--all", "--name"]).succeeds().trim(), "good");
    let damaged =
        |path: &std::path::PathBuf| fs::read_to_string(path).is_ok_and(|text| text.contains("</na"));
    assert!(support::files_below(&daemon.path("etc")).iter().any(damaged), "what could not be read is kept");
    daemon.has_said("bad");
}
