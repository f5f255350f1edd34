//! A raw monitor command works, and is told from then on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

const TOLD: &str = "tainted: custom monitor control commands issued";

#[test]
fn a_command_is_answered_and_told() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
    let answer = daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"query-status\"}"]).succeeds();
    assert!(answer.contains("\"status\":\"running\""), "{answer}");
    assert_eq!(daemon.messages("a"), [TOLD]);
    let answer = daemon.virsh(["qemu-monitor-command", "a", "--hmp", "info status"]).succeeds();
    assert!(answer.contains("VM status: running"), "{answer}");
    assert_eq!(daemon.messages("a"), [TOLD]);
    daemon.has_logged("a", "custom-monitor");
    let run = daemon.guest_log("a").rsplit("starting up").next().unwrap().to_owned();
    assert_eq!(run.matches("is tainted").count(), 1, "once for each run");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn a_command_takes_files_along() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let said = daemon.python(
        "import libvirt_qemu, os\n\
         guest = libvirt.open(uri).lookupByName('a')\n\
         ask = libvirt_qemu.qemuMonitorCommandWithFiles\n\
         print(ask(guest, '{\"execute\":\"add-fd\"}', [os.open('/dev/null', os.O_RDONLY)], 0))\n\
         print(ask(guest, '{\"execute\":\"query-fdsets\"}', [], 0))\n\
         print(ask(guest, 'info status', [], 1))\n",
    );
    let said = said.succeeds();
    assert!(said.contains("\"fdset-id\":") && said.contains("VM status: running"), "{said}");
    assert_eq!(daemon.messages("a"), [TOLD]);
}

#[test]
fn a_command_that_fails_is_told_as_well() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let answer = daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"nobody-knows-this\"}"]);
    assert!(answer.stdout.contains("CommandNotFound"), "{answer:?}");
    assert_eq!(daemon.messages("a"), [TOLD]);
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn a_guest_that_is_off_is_not_asked() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    let error = daemon.virsh(["qemu-monitor-command", "a", "{\"execute\":\"query-status\"}"]).fails();
    assert!(error.contains("Requested operation is not valid: domain is not running"), "{error}");
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
}
