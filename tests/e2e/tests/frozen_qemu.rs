//! A frozen QEMU harms nobody: what is known is answered at once, what has to be asked within a second.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use support::{Args, Daemon, Guest, Need, RawClient, needs};

/// A guest's QEMU, stopped until this goes out of scope.
struct Frozen(Pid);

impl Frozen {
    fn freeze(daemon: &Daemon, guest: &str) -> Self {
        let pid = Pid::from_raw(daemon.guest_pid(guest)).unwrap();
        kill_process(pid, Signal::STOP).unwrap();
        Self(pid)
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        let _gone_already = kill_process(self.0, Signal::CONT);
    }
}

/// Asks and demands the answer within `limit`.
#[track_caller]
fn in_time<T>(what: &str, limit: Duration, ask: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = ask();
    assert!(start.elapsed() < limit, "{what} took {:?}", start.elapsed());
    answer
}

/// The domain argument of a guest that has this uuid.
fn guest(name: &str, byte: u8) -> Args {
    Args::new().domain(name, [byte; 16], -1)
}

fn with_uuid(name: &str, byte: u8) -> Guest {
    let hex = format!("{byte:02x}");
    let groups = [4, 2, 2, 2, 6].map(|count| hex.repeat(count)).join("-");
    Guest::named(name).with(&format!("<uuid>{groups}</uuid>"))
}

/// The reads that nobody may be kept waiting for: list, information, state, XML, messages.
fn read_everything(client: &mut RawClient, name: &str, byte: u8) {
    let limit = Duration::from_millis(200);
    for (what, procedure, arguments) in [
        ("list", 273, Args::new().int(1).uint(0)),
        ("information", 16, guest(name, byte)),
        ("state", 212, guest(name, byte).uint(0)),
        ("XML", 14, guest(name, byte).uint(0)),
        ("messages", 426, guest(name, byte).uint(0)),
    ] {
        in_time(&format!("{what} of {name}"), limit, || client.call(procedure, arguments).unwrap());
    }
}

const ALL_STATS: u32 = 344;

#[test]
fn no_read_waits_for_it() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&with_uuid("frozen", 0x21));
    daemon.start_guest(&with_uuid("well", 0x22));
    let _frozen = Frozen::freeze(&daemon, "frozen");
    let mut asking: Vec<RawClient> = (0..30).map(|_| daemon.raw().opened()).collect();
    for client in &mut asking {
        // Thirty callers whose question only that QEMU can answer; nobody reads the answers.
        client.send(&support::Frame::call(ALL_STATS, 1, Args::new().uint(0).uint(0).uint(0)));
    }
    let mut client = daemon.raw().opened();
    for _ in 0..10 {
        read_everything(&mut client, "frozen", 0x21);
        read_everything(&mut client, "well", 0x22);
    }
}

#[test]
fn another_guest_is_started_paused_and_stopped_meanwhile() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&with_uuid("frozen", 0x21));
    daemon.define(&with_uuid("well", 0x22));
    let frozen = Frozen::freeze(&daemon, "frozen");
    let limit = Duration::from_secs(5);
    in_time("start", limit, || daemon.virsh(["start", "well"]).succeeds());
    in_time("suspend", limit, || daemon.virsh(["suspend", "well"]).succeeds());
    in_time("destroy", limit, || daemon.virsh(["destroy", "well"]).succeeds());
    drop(frozen);
    daemon.virsh(["destroy", "frozen"]).succeeds();
}

#[test]
fn statistics_come_back_within_a_second_with_what_is_known() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&with_uuid("frozen", 0x21));
    daemon.start_guest(&with_uuid("well", 0x22));
    let _frozen = Frozen::freeze(&daemon, "frozen");
    let mut client = daemon.raw().opened();
    let second = Duration::from_secs(1);
    let stats = in_time("statistics of all", second, || {
        client.call(ALL_STATS, Args::new().uint(0).uint(0).uint(0)).unwrap()
    });
    let text = String::from_utf8_lossy(&stats).into_owned();
    assert_eq!(text.matches("state.state").count(), 2, "both guests are in it");
    in_time("memory statistics", second, || {
        client.call(159, guest("frozen", 0x21).uint(16).uint(0)).unwrap()
    });
    assert_eq!(
        daemon.virsh(["domstats", "--balloon", "well"]).succeeds().matches("balloon.current").count(),
        1
    );
}

#[test]
fn a_frozen_guest_can_be_destroyed() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("frozen"));
    let _frozen = Frozen::freeze(&daemon, "frozen");
    in_time("destroy", Duration::from_secs(10), || daemon.virsh(["destroy", "frozen"]).succeeds());
    assert_eq!(daemon.state("frozen"), "shut off (destroyed)");
}
