//! Statistics of all guests: a frozen one gives what the host knows of it, and holds up no other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use support::{Daemon, Guest, Need, needs};

/// A guest's QEMU, stopped until this goes out of scope.
struct Frozen(Pid);

impl Drop for Frozen {
    fn drop(&mut self) {
        let _gone_already = kill_process(self.0, Signal::CONT);
    }
}

#[test]
fn nobody_waits_for_it() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    for name in ["frozen", "well"] {
        daemon.start_guest(&Guest::named(name).device("<memballoon model='virtio'/>"));
    }
    let pid = Pid::from_raw(daemon.guest_pid("frozen")).unwrap();
    kill_process(pid, Signal::STOP).unwrap();
    let _frozen = Frozen(pid);
    let start = Instant::now();
    let stats = daemon.virsh(["domstats", "--nowait"]).succeeds();
    // The time of virsh itself is in it, and that of a loaded machine.
    assert!(start.elapsed() < Duration::from_millis(400), "{:?}", start.elapsed());
    let of = |name: &str| {
        let all = stats.split("Domain: ").find(|part| part.starts_with(&format!("'{name}'")));
        all.unwrap_or_else(|| panic!("{name} is missing: {stats}")).to_owned()
    };
    assert!(of("frozen").contains("balloon.rss=") && of("frozen").contains("state.state=1"), "{stats}");
    assert!(!of("frozen").contains("vcpu.0.time="), "{stats}");
    assert!(of("well").contains("vcpu.0.time="), "{stats}");
}
