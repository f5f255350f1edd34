//! The administrator's hook script is asked before a saved guest comes back, and what it changes marks the guest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use support::{Daemon, Guest, Need, needs};

const TOLD: &str = "tainted: configuration potentially modified by hook script";

fn script(daemon: &Daemon, lines: &str) {
    let path = daemon.path("etc/hooks/qemu");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn what_a_script_changes_is_used_and_told_for_as_long_as_the_daemon_lives() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").with("<title>before</title>"));
    daemon.virsh(["managedsave", "a"]).succeeds();
    script(&daemon, "exit 3");
    let error = daemon.virsh(["start", "a"]).fails();
    assert!(error.contains("Hook script execution failed"), "{error}");
    assert_eq!(daemon.state("a"), "shut off (saved)");
    script(&daemon, "cat > /dev/null");
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.messages("a"), Vec::<String>::new(), "a silent script changes nothing");
    daemon.virsh(["managedsave", "a"]).succeeds();
    script(&daemon, "echo \"$*\" > \"$0.called\"; sed s/before/afterwards/");
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(fs::read_to_string(daemon.path("etc/hooks/qemu.called")).unwrap(), "a restore begin -\n");
    assert_eq!(daemon.messages("a"), [TOLD]);
    daemon.has_logged("a", "hook-script");
    assert!(daemon.virsh(["dumpxml", "a"]).succeeds().contains("<title>afterwards</title>"));
    daemon.virsh(["destroy", "a"]).succeeds();
    let forecast =
        "forecast: its next start is marked for this: configuration potentially modified by hook script";
    assert_eq!(daemon.messages("a"), [forecast]);
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.messages("a"), [TOLD], "a plain start of the same guest");
    daemon.stop();
    daemon.start_again();
    assert_eq!(daemon.messages("a"), [TOLD], "it is in the status file");
    daemon.virsh(["destroy", "a"]).succeeds();
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.messages("a"), Vec::<String>::new(), "another daemon knows nothing of the hook");
    daemon.virsh(["destroy", "a"]).succeeds();
}
