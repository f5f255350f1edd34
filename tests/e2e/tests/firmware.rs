//! A guest that asks for UEFI gets what the host's descriptors offer, and variables of its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

fn uefi() -> String {
    Guest::named("a").machine("q35").xml().replace("<os>", "<os firmware='efi'>")
}

#[test]
fn firmware_is_chosen_and_variables_are_copied_at_the_start() {
    needs!(Need::Virsh, Need::Qemu, Need::Ovmf);
    let daemon = Daemon::start();
    let xml = uefi();
    std::fs::write(daemon.root().join("a.xml"), xml).unwrap();
    let path = daemon.root().join("a.xml").display().to_string();
    daemon.virsh(["define", path.as_str()]).succeeds();
    let defined = daemon.virsh(["dumpxml", "a"]).succeeds();
    assert!(defined.contains("type='pflash'") && defined.contains("OVMF_CODE"), "{defined}");
    let variables = daemon.path("lib/qemu/nvram/a_VARS.fd");
    assert!(defined.contains(&variables.display().to_string()), "{defined}");
    assert!(!variables.exists());
    daemon.virsh(["start", "a"]).succeeds();
    assert!(variables.exists());
    daemon.virsh(["destroy", "a"]).succeeds();
    assert!(daemon.virsh(["undefine", "a"]).fails().contains("cannot undefine domain with nvram"));
    daemon.virsh(["undefine", "a", "--nvram"]).succeeds();
    assert!(!variables.exists());
}

#[test]
fn a_wish_that_no_firmware_fulfils_is_refused() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start_with("firmware_directories = []\n");
    std::fs::write(daemon.root().join("a.xml"), uefi()).unwrap();
    let path = daemon.root().join("a.xml").display().to_string();
    let why = daemon.virsh(["define", path.as_str()]).fails();
    assert!(why.contains("Unable to find 'efi' firmware that is compatible"), "{why}");
}
