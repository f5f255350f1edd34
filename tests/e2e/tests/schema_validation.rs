//! `--validate`: definitions held against libvirt's schemas where they are installed, else read strictly.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

fn define(daemon: &Daemon, xml: &str) -> support::Ran {
    let path = daemon.root().join("definition.xml");
    std::fs::write(&path, xml).unwrap();
    daemon.virsh(["define", "--validate", path.to_str().unwrap()])
}

const DISK: &str = "<disk type='file'><driver name='qemu' type='raw'/><source file='/x'/><target dev='vda' bus='virtio'/></disk>";

#[test]
fn what_the_schema_does_not_describe_is_refused_and_named() {
    needs!(Need::Virsh, Need::Qemu, Need::Schemas);
    let daemon = Daemon::start();
    define(&daemon, &Guest::named("a").device(DISK).xml()).succeeds();
    let broken = DISK.replace("<disk ", "<disk foo='bar' ");
    for (guest, reason) in [
        (Guest::named("b").with("<bogus/>"), "Element domain has extra content: bogus"),
        (Guest::named("b").device("<bogus/>"), "Extra element devices in interleave"),
        (Guest::named("b").device(&broken), "Invalid attribute foo for element disk"),
        (Guest::named("b").device("<interface type='bogus'/>"), "Element domain failed to validate content"),
    ] {
        let why = define(&daemon, &guest.xml()).fails();
        let expected =
            "error: XML document failed to validate against schema: Unable to validate doc against ";
        assert!(why.contains(expected) && why.contains(reason), "{why}");
    }
    let path = daemon.root().join("definition.xml");
    std::fs::write(&path, Guest::named("b").with("<bogus/>").xml()).unwrap();
    let why = daemon.virsh(["create", "--validate", path.to_str().unwrap()]).fails();
    assert!(why.contains("extra content: bogus"), "{why}");
    // Without the flag, what is unknown is ignored.
    daemon.virsh(["define", path.to_str().unwrap()]).succeeds();
}

#[test]
fn without_schemas_what_is_not_understood_is_refused() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start_with("schema_directory = \"/nowhere\"\n");
    define(&daemon, &Guest::named("a").device(DISK).xml()).succeeds();
    let broken = DISK.replace("<target ", "<target foo='bar' ");
    for (guest, name) in [
        (Guest::named("b").with("<bogus/>"), "/domain/bogus"),
        (Guest::named("b").device(&broken), "/domain/devices/disk/target@foo"),
    ] {
        let why = define(&daemon, &guest.xml()).fails();
        assert!(why.contains(&format!("{name} is not understood")), "{why}");
    }
}
