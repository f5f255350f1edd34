//! A running guest's memory and the places of its threads change, and its definition follows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

#[test]
fn threads_are_bound_to_processors() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").vcpus(1).with("<iothreads>1</iothreads>"));
    daemon.virsh(["vcpupin", "a", "0", "0"]).succeeds();
    daemon.virsh(["emulatorpin", "a", "0"]).succeeds();
    daemon.virsh(["iothreadpin", "a", "1", "0"]).succeeds();
    let pid = daemon.guest_pid("a");
    for thread in std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().flatten() {
        let Ok(status) = std::fs::read_to_string(thread.path().join("status")) else { continue };
        let allowed = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap();
        assert_eq!(allowed.trim(), "0", "{status}");
    }
    let xml = daemon.virsh(["dumpxml", "a"]).succeeds();
    for part in [
        "<vcpupin vcpu='0' cpuset='0'/>",
        "<emulatorpin cpuset='0'/>",
        "<iothreadpin iothread='1' cpuset='0'/>",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    assert!(!daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains("vcpupin"));
    let refused = daemon.virsh(["vcpupin", "a", "5", "0"]).fails();
    assert!(refused.contains("vcpu 5 is out of range of live cpu count 1"), "{refused}");
}

#[test]
fn a_balloon_moves_no_further_than_there_is_memory() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").device("<memballoon model='virtio'/>"));
    daemon.virsh(["dommemstat", "a", "--period", "3", "--live"]).succeeds();
    assert!(daemon.virsh(["dumpxml", "a"]).succeeds().contains("<stats period='3'/>"));
    let refused = daemon.virsh(["setmem", "a", "500G", "--live"]).fails();
    assert!(refused.contains("invalid argument: cannot set memory higher than max memory"), "{refused}");
    let refused = daemon.virsh(["setmaxmem", "a", "1G", "--live"]).fails();
    assert!(refused.contains("cannot resize the maximum memory on an active domain"), "{refused}");
    daemon.virsh(["setmem", "a", "16384", "--config"]).succeeds();
    let stored = daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds();
    assert!(stored.contains("<currentMemory unit='KiB'>16384</currentMemory>"), "{stored}");
}

#[test]
fn without_control_groups_shares_are_kept_and_nothing_is_pretended() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start_with("machine_partition = 'none'\n");
    daemon.start_guest(&Guest::named("a"));
    daemon.virsh(["schedinfo", "a", "--config", "--set", "vcpu_period=50000"]).succeeds();
    assert!(daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains("<period>50000</period>"));
    let refused = daemon.virsh(["schedinfo", "a", "--live", "--set", "cpu_shares=5"]).fails();
    assert!(refused.contains("cgroup CPU controller is not mounted"), "{refused}");
    daemon.virsh(["destroy", "a"]).succeeds();
    let refused = daemon.virsh(["start", "a"]).fails();
    assert!(refused.contains("cgroup cpu is required for scheduler tuning"), "{refused}");
}
