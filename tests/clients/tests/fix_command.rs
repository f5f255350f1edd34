//! `ferrovirt fix`: shown, stored for the next cold boot, undone to the byte; and what it does not touch.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use support::{Daemon, Guest, Need, Ran, binary, needs, run, skip};

/// `ferrovirt fix GUEST OPTIONS` on this daemon, its backups below the daemon's own folder.
fn fix(daemon: &Daemon, arguments: &[&str]) -> Ran {
    let mut command = Command::new(binary("ferrovirt"));
    command.args(["fix", "--connect", &daemon.uri()]).args(arguments);
    command.env("XDG_STATE_HOME", daemon.path("state"));
    run(&mut command)
}

fn stored(daemon: &Daemon, guest: &str) -> String {
    daemon.virsh(["dumpxml", guest, "--inactive", "--security-info"]).succeeds()
}

#[test]
fn a_deprecated_machine_type_is_changed_started_and_undone() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let Some(old) = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-i440fx"))
    else {
        return skip(
            "a_deprecated_machine_type_is_changed_started_and_undone",
            "no machine type is deprecated",
        );
    };
    let secret = "<graphics type='vnc' passwd='sesame'/>";
    daemon.start_guest(&Guest::named("old").machine(&old).device(secret));
    let before = stored(&daemon, "old");
    let running = daemon.virsh(["dumpxml", "old"]).succeeds();

    let shown = fix(&daemon, &["old"]);
    assert_eq!(shown.code, Some(1), "{shown:?}");
    let lines: Vec<&str> = shown.stdout.lines().filter(|line| line.starts_with(['-', '+'])).collect();
    assert_eq!(lines.len(), 4, "{}", shown.stdout);
    assert!(lines[2].contains(&old) && lines[3].contains("machine='pc-i440fx-"), "{lines:?}");
    assert_eq!(stored(&daemon, "old"), before, "looking changes nothing");

    let done = fix(&daemon, &["old", "--apply"]).succeeds();
    assert!(done.contains("from its next cold boot on"), "{done}");
    let after = stored(&daemon, "old");
    assert!(after.contains("passwd='sesame'"), "the password is not lost");
    assert_eq!(after.lines().count(), before.lines().count());
    let differing: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(differing.len(), 1, "{differing:?}");
    assert_eq!(daemon.virsh(["dumpxml", "old"]).succeeds(), running, "what runs is as it was");

    let kept: Vec<_> = fs::read_dir(daemon.path("state/ferrovirt/fixes")).unwrap().flatten().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);

    daemon.virsh(["destroy", "old"]).succeeds();
    daemon.virsh(["start", "old"]).succeeds();
    assert_eq!(daemon.messages("old"), Vec::<String>::new(), "the finding is cleared");
    daemon.virsh(["destroy", "old"]).succeeds();
    let again = fix(&daemon, &["old"]);
    assert!(again.stderr.contains("nothing that a change of the machine type would clear"), "{again:?}");
    assert_eq!(again.code, Some(2));

    fix(&daemon, &["old", "--undo"]).succeeds();
    assert_eq!(stored(&daemon, "old"), before, "the same bytes");
    let none = fix(&daemon, &["old", "--undo"]);
    assert!(none.stderr.contains("there is nothing to undo"), "{none:?}");
}

#[test]
fn what_has_changed_since_is_not_undone() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let Some(old) = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-q35")) else {
        return skip("what_has_changed_since_is_not_undone", "no machine type is deprecated");
    };
    daemon.define(&Guest::named("g").machine(&old));
    fix(&daemon, &["g", "--apply", "--nearest"]).succeeds();
    assert!(stored(&daemon, "g").contains("machine='pc-q35-"), "never another family");
    daemon.virsh(["setvcpus", "g", "1", "--config"]).succeeds();
    daemon.virsh(["desc", "g", "--config", "somebody's own"]).succeeds();
    let refused = fix(&daemon, &["g", "--undo"]).fails();
    assert!(refused.contains("has changed since"), "{refused}");
}

#[test]
fn guests_of_managers_windows_saved_states_and_transient_guests_are_left_alone() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let name = "guests_of_managers_windows_saved_states_and_transient_guests_are_left_alone";
    let Some(old) = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-i440fx"))
    else {
        return skip(name, "no machine type is deprecated");
    };
    let guest = |name: &str, more: &str| Guest::named(name).machine(&old).with(more);
    let nova = "<metadata><n:instance xmlns:n='http://openstack.org/xmlns/libvirt/nova/1.1'/></metadata>";
    let windows = "<metadata><l:libosinfo xmlns:l='http://libosinfo.org/xmlns/libvirt/domain/1.0'>\
                   <l:os id='http://microsoft.com/win/11'/></l:libosinfo></metadata>";
    daemon.define(&guest("nova", nova));
    daemon.define(&guest("windows", windows));
    daemon.start_guest(&guest("saved", ""));
    daemon.virsh(["managedsave", "saved"]).succeeds();
    daemon.virsh(["create", &daemon.write_xml(&guest("transient", ""))]).succeeds();

    let refused = fix(&daemon, &["nova", "--apply"]).fails();
    assert!(refused.contains("nova-manage libvirt update_machine_type"), "{refused}");
    let refused = fix(&daemon, &["windows", "--apply"]).fails();
    assert!(refused.contains("--even-windows"), "{refused}");
    fix(&daemon, &["windows", "--apply", "--even-windows"]).succeeds();
    let refused = fix(&daemon, &["saved", "--apply"]).fails();
    assert!(refused.contains("--even-with-state"), "{refused}");
    let told = fix(&daemon, &["saved", "--apply", "--even-with-state"]).succeeds();
    assert!(told.contains("saved state"), "{told}");
    let refused = fix(&daemon, &["transient", "--apply"]).fails();
    assert!(refused.contains("is transient"), "{refused}");
    daemon.virsh(["destroy", "transient"]).succeeds();
}
