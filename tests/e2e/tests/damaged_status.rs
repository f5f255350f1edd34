//! A status file that is damaged, or newer than this version, harms no guest and no file of anybody's.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;

use support::{Daemon, FakeEmulator, Guest, Need, needs, processes_of};

/// A daemon whose guest `a` runs, ended, with the status file changed.
fn changed(fake: &FakeEmulator, change: impl FnOnce(String) -> String) -> (Daemon, i32) {
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").emulator(fake.path()).environment("X", "1"));
    daemon.start_guest(&Guest::named("b").emulator(fake.path()));
    let pid = daemon.guest_pid("a");
    daemon.stop();
    let path = daemon.path("run/qemu/a.xml");
    fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    daemon.start_again();
    assert!(daemon.state("b").starts_with("running"), "another guest is not hidden");
    (daemon, pid)
}

#[test]
fn an_unknown_flag_is_kept_and_the_guest_is_served() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let (daemon, pid) = changed(&fake, |text| text.replacen("<taint ", "<taint flag='bogus'/><taint ", 1));
    assert!(daemon.state("a").starts_with("running"));
    assert_eq!(daemon.guest_pid("a"), pid);
    assert_eq!(daemon.messages("a").len(), 1);
    daemon.has_said("bogus");
    let found = daemon.raw().opened().findings_of("a");
    let unknown = found.iter().find(|found| found.code == "unknown-taint").unwrap();
    assert_eq!(unknown.value, "bogus");
    daemon.virsh(["suspend", "a"]).succeeds();
    assert!(fs::read_to_string(daemon.path("run/qemu/a.xml")).unwrap().contains("<taint flag='bogus'/>"));
}

#[test]
fn half_a_file_ends_no_guest_and_starts_no_second_qemu() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let (daemon, pid) = changed(&fake, |text| text[..text.len() / 2].to_owned());
    assert!(daemon.path("run/qemu/a.xml.unreadable").exists());
    assert!(processes_of(daemon.root()).contains(&pid), "the guest runs on");
    let why = daemon.virsh(["start", "a"]).fails();
    assert!(why.contains(&format!("runs as process {pid}")), "{why}");
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(pid).unwrap(),
        rustix::process::Signal::KILL,
    )
    .unwrap();
    support::until("its QEMU ends", std::time::Duration::from_secs(5), || {
        daemon.virsh(["start", "a"]).ok().then_some(())
    });
}

#[test]
fn a_monitor_elsewhere_takes_no_folder_with_it() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let elsewhere = tempfile_in_tmp();
    let monitor = format!("<monitor path='{elsewhere}/monitor.sock'");
    let (daemon, _) = changed(&fake, |text| {
        // As that of a process that has ended.
        let text = text.replacen("start-time='", "start-time='1", 1);
        let (before, rest) = text.split_once("<monitor path=").unwrap();
        format!("{before}{monitor}{}", &rest[rest.find(" type").unwrap()..])
    });
    assert!(daemon.state("a").starts_with("shut off"));
    assert!(fs::exists(format!("{elsewhere}/precious")).unwrap(), "a stranger's folder was removed");
    fs::remove_dir_all(elsewhere).unwrap();
}

/// A folder with a file in it.
fn tempfile_in_tmp() -> String {
    let path = format!("/tmp/fv-elsewhere-{}", std::process::id());
    fs::create_dir_all(&path).unwrap();
    fs::write(format!("{path}/precious"), "x").unwrap();
    path
}

#[test]
fn a_file_of_an_earlier_boot_is_not_believed() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap();
    let (daemon, pid) = changed(&fake, |text| {
        assert!(text.contains(boot.trim()), "{text}");
        text.replace(boot.trim(), "00000000-0000-0000-0000-000000000000")
    });
    assert_eq!(daemon.state("a"), "shut off (crashed)");
    assert!(processes_of(daemon.root()).contains(&pid), "whoever has that pid now is left alone");
    assert!(!daemon.path("run/qemu/a.xml").exists());
}
