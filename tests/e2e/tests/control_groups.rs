//! A guest lives in a control group that keeps what its definition says, live changes included, and that goes with it.
//!
//! Each daemon here has a partition of its own; nothing else of the host's control groups is touched. On a host that
//! lets nobody make groups these tests say so and are skipped.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use support::control_groups::{groups_below, partition_of};
use support::{Daemon, Guest, Need, eventually, needs, processes_of, run, skip, until};

/// The same knob in both kinds of control groups: file and text.
type Kept<'a> = [(&'a str, &'a str); 2];

/// A daemon with a running guest that has a group with a CPU controller; or why there can be none.
fn guest_in_a_group(extra: &str) -> Option<Daemon> {
    let daemon = Daemon::start();
    let xml = Guest::named("a").xml().replace("</vcpu>", &format!("</vcpu>{extra}"));
    if fs::write(daemon.path("a.xml"), xml).is_err() {
        return None;
    }
    daemon.virsh(["define", &daemon.path("a.xml").to_string_lossy()]).succeeds();
    let started = daemon.virsh(["start", "a", "--paused"]);
    let groups = groups_below(&partition_of(daemon.root()));
    let limits = |group: &PathBuf| ["cpu.shares", "cpu.weight"].iter().any(|file| group.join(file).exists());
    if !groups.iter().any(limits) {
        skip("control_groups", "nobody can make control groups with a CPU controller here");
        return None;
    }
    started.succeeds();
    Some(daemon)
}

/// Whether a file of the guest's group, in whichever tree, has this text.
#[track_caller]
fn keeps(daemon: &Daemon, part: &str, kept: Kept<'_>) {
    let groups = groups_below(&partition_of(daemon.root()));
    let found: Vec<(PathBuf, String)> = groups
        .iter()
        .flat_map(|group| kept.map(|(file, _)| group.join(part).join(file)))
        .filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text.trim().to_owned())))
        .collect();
    let is_kept = |(path, text): &(PathBuf, String)| {
        kept.iter().any(|(file, wanted)| path.ends_with(file) && text == wanted)
    };
    assert!(found.iter().any(is_kept), "{part} {kept:?}: {found:?}");
}

#[test]
fn the_kernel_keeps_what_the_definition_says() {
    needs!(Need::Virsh, Need::Qemu);
    let extra = "<cputune><shares>512</shares><period>50000</period><quota>40000</quota>\
                 <emulator_period>70000</emulator_period><emulator_quota>30000</emulator_quota></cputune>";
    let Some(daemon) = guest_in_a_group(extra) else { return };
    keeps(&daemon, "", [("cpu.shares", "512"), ("cpu.weight", "512")]);
    keeps(&daemon, "vcpu0", [("cpu.cfs_quota_us", "40000"), ("cpu.max", "40000 50000")]);
    keeps(&daemon, "emulator", [("cpu.cfs_quota_us", "30000"), ("cpu.max", "30000 70000")]);
    daemon.virsh(["managedsave", "a"]).succeeds();
    assert!(partition_of(daemon.root()).is_empty(), "it went with the guest");
    daemon.virsh(["start", "a"]).succeeds();
    keeps(&daemon, "", [("cpu.shares", "512"), ("cpu.weight", "512")]);
}

#[test]
fn a_running_guest_is_tuned_and_a_refusal_changes_nothing() {
    needs!(Need::Virsh, Need::Qemu);
    let Some(daemon) = guest_in_a_group("") else { return };
    let set = |words: &str| daemon.virsh(["schedinfo", "a", "--live", "--set", words]);
    set("cpu_shares=600").succeeds();
    set("vcpu_period=50000").succeeds();
    let shown = set("vcpu_quota=20000").succeeds();
    assert!(
        shown.contains("cpu_shares     : 600\nvcpu_period    : 50000\nvcpu_quota     : 20000"),
        "{shown}"
    );
    keeps(&daemon, "vcpu0", [("cpu.cfs_quota_us", "20000"), ("cpu.max", "20000 50000")]);
    let refused = set("cpu_shares=0").fails();
    assert!(refused.contains("shares '0' must be in range ["), "{refused}");
    let live = daemon.virsh(["dumpxml", "a"]).succeeds();
    assert!(
        live.contains("<shares>600</shares>\n    <period>50000</period>\n    <quota>20000</quota>"),
        "{live}"
    );
    assert!(!daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains("<cputune>"));
}

#[test]
fn a_daemon_that_comes_back_finds_the_group_and_takes_it_away() {
    needs!(Need::Virsh, Need::Qemu);
    let Some(mut daemon) = guest_in_a_group("") else { return };
    daemon.kill();
    daemon.start_again();
    daemon.virsh(["schedinfo", "a", "--live", "--set", "cpu_shares=700"]).succeeds();
    keeps(&daemon, "", [("cpu.shares", "700"), ("cpu.weight", "700")]);
    daemon.virsh(["destroy", "a"]).succeeds();
    until("the group goes", Duration::from_secs(5), || partition_of(daemon.root()).is_empty().then_some(()));
}

#[test]
fn what_a_guest_has_left_that_ended_without_a_daemon_is_swept() {
    needs!(Need::Virsh, Need::Qemu);
    let Some(mut daemon) = guest_in_a_group("") else { return };
    daemon.kill();
    for pid in processes_of(daemon.root()) {
        run(Command::new("kill").args(["-KILL", &pid.to_string()]));
    }
    until("the guest ends", Duration::from_secs(10), || processes_of(daemon.root()).is_empty().then_some(()));
    assert!(!groups_below(&partition_of(daemon.root())).is_empty());
    daemon.start_again();
    let swept = eventually(Duration::from_secs(5), || partition_of(daemon.root()).is_empty().then_some(()));
    assert!(swept.is_some(), "{:?}", groups_below(&partition_of(daemon.root())));
}
