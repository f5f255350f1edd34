//! A machine type that its QEMU calls deprecated is told, logged, kept and cleared.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

/// A machine type that the installed QEMU deprecates, as our own capabilities say.
fn deprecated_machine(daemon: &Daemon) -> Option<String> {
    let machine = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-"));
    if machine.is_none() {
        support::skip("deprecated_machine", "the installed QEMU deprecates no PC");
    }
    machine
}

#[test]
fn it_is_told_and_logged_twice() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let Some(machine) = deprecated_machine(&daemon) else { return };
    daemon.start_guest(&Guest::named("old").machine(&machine));
    let sentence = format!("machine type '{machine}'");
    let told = [
        "tainted: use of deprecated configuration settings".to_owned(),
        format!("deprecated configuration: {sentence}"),
    ];
    assert_eq!(daemon.messages("old"), told);
    daemon.has_logged("old", &format!("deprecated-config ({sentence})"));
    daemon.virsh(["destroy", "old"]).succeeds();
}

#[test]
fn it_is_cleared_when_the_guest_stops_and_told_again_when_it_starts() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let Some(machine) = deprecated_machine(&daemon) else { return };
    daemon.start_guest(&Guest::named("old").machine(&machine));
    daemon.virsh(["destroy", "old"]).succeeds();
    let forecast = format!("forecast: its next start uses deprecated machine type '{machine}'");
    assert_eq!(daemon.messages("old"), [forecast]);
    daemon.virsh(["start", "old"]).succeeds();
    assert_eq!(daemon.messages("old").len(), 2);
    daemon.virsh(["reset", "old"]).succeeds();
    assert_eq!(daemon.messages("old").len(), 2);
    daemon.virsh(["destroy", "old"]).succeeds();
}

#[test]
fn an_alias_of_a_current_machine_type_is_not_deprecated() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    for alias in ["pc", "q35"] {
        daemon.start_guest(&Guest::named(alias).machine(alias));
        assert_eq!(daemon.messages(alias), Vec::<String>::new());
        let live = daemon.virsh(["dumpxml", alias]).succeeds();
        assert!(!live.contains(&format!("machine='{alias}'")), "the alias stands in the definition:\n{live}");
        daemon.virsh(["destroy", alias]).succeeds();
    }
}
