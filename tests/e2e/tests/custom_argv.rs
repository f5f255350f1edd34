//! Arguments and variables of somebody's own for QEMU are passed on, and told.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;

use support::{Daemon, Guest, Need, needs};

const TOLD: &str = "tainted: custom configuration parameters specified";

#[test]
fn an_argument_reaches_qemu_and_is_told() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon
        .start_guest(&Guest::named("own").argument("-uuid").argument("33333333-3333-4333-8333-333333333333"));
    assert_eq!(daemon.messages("own"), [TOLD]);
    let line = fs::read(format!("/proc/{}/cmdline", daemon.guest_pid("own"))).unwrap();
    assert!(String::from_utf8_lossy(&line).contains("-uuid\u{0}33333333-3333-4333-8333-333333333333"));
    daemon.has_logged("own", "custom-argv");
    daemon.virsh(["destroy", "own"]).succeeds();
}

#[test]
fn a_variable_reaches_qemu_and_is_told() {
    needs!(Need::Virsh, Need::Qemu, Need::Root);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("own").environment("FERROVIRT_TEST", "here"));
    assert_eq!(daemon.messages("own"), [TOLD]);
    let variables = fs::read(format!("/proc/{}/environ", daemon.guest_pid("own"))).unwrap();
    assert!(String::from_utf8_lossy(&variables).contains("FERROVIRT_TEST=here"));
    daemon.virsh(["destroy", "own"]).succeeds();
}

#[test]
fn an_argument_that_qemu_refuses_fails_the_start_and_leaves_nothing() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("own").argument("-nobody-knows-this"));
    let error = daemon.virsh(["start", "own"]).fails();
    assert!(error.contains("-nobody-knows-this: invalid option"), "{error}");
    assert_eq!(daemon.state("own"), "shut off (failed)");
    let forecast = "forecast: its next start is marked for this: custom configuration parameters specified";
    assert_eq!(daemon.messages("own"), [forecast], "nothing is left of the run");
    let left: Vec<i32> =
        support::processes_of(daemon.root()).into_iter().filter(|pid| *pid != daemon.pid()).collect();
    assert!(left.is_empty(), "{left:?}");
}
