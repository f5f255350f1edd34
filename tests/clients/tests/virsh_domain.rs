//! A guest's life as stock virsh leads it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;

use support::{Daemon, Guest, Need, needs};

#[test]
fn a_guest_is_defined_started_stopped_and_forgotten() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    assert_eq!(daemon.state("a"), "shut off (unknown)");
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "running (booted)");
    daemon.virsh(["suspend", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "paused (user)");
    daemon.virsh(["resume", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "running (unpaused)");
    daemon.virsh(["reset", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "shut off (destroyed)");
    daemon.virsh(["undefine", "a"]).succeeds();
    assert_eq!(daemon.virsh(["list", "--all", "--name"]).succeeds().trim(), "");
}

#[test]
fn a_transient_guest_is_gone_when_it_stops() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("t.xml");
    fs::write(&file, Guest::named("t").xml()).unwrap();
    daemon.virsh(["create", file.to_str().unwrap(), "--paused"]).succeeds();
    assert_eq!(daemon.state("t"), "paused (user)");
    let info = daemon.virsh(["dominfo", "t"]).succeeds();
    assert!(info.lines().any(|line| line.split_whitespace().eq(["Persistent:", "no"])), "{info}");
    let error = daemon.virsh(["undefine", "t"]).fails();
    assert!(error.contains("cannot undefine transient domain"), "{error}");
    daemon.virsh(["destroy", "t"]).succeeds();
    assert!(daemon.virsh(["domstate", "t"]).fails().contains("failed to get domain 't'"));
}

#[test]
fn what_does_not_fit_the_state_is_refused_in_libvirts_words() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    for verb in ["destroy", "suspend", "resume", "reset", "shutdown", "reboot"] {
        let error = daemon.virsh([verb, "a"]).fails();
        assert!(
            error.contains("error: Requested operation is not valid: domain is not running"),
            "{verb}: {error}"
        );
    }
    daemon.virsh(["start", "a", "--paused"]).succeeds();
    let error = daemon.virsh(["start", "a"]).fails();
    assert!(error.contains("Domain is already active"), "{error}");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn the_same_name_under_another_uuid_is_refused() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a").with("<uuid>11111111-1111-4111-8111-111111111111</uuid>"));
    let file = daemon.path("b.xml");
    fs::write(&file, Guest::named("a").with("<uuid>22222222-2222-4222-8222-222222222222</uuid>").xml())
        .unwrap();
    let error = daemon.virsh(["define", file.to_str().unwrap()]).fails();
    let said = "operation failed: domain 'a' already exists with uuid 11111111-1111-4111-8111-111111111111";
    assert!(error.contains(said), "{error}");
}

#[test]
fn malformed_xml_is_refused_with_its_place() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    let file = daemon.path("bad.xml");
    fs::write(&file, "<domain type='qemu'>\n  <name>x</nome>\n</domain>\n").unwrap();
    let error = daemon.virsh(["define", file.to_str().unwrap()]).fails();
    assert!(error.contains("at line 2: "), "{error}");
    assert!(error.contains("  <name>x</nome>"), "{error}");
}

#[test]
fn ids_grow_and_are_told_after_a_start() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    assert_eq!(daemon.virsh(["domid", "a"]).succeeds().trim(), "-");
    let id = || daemon.virsh(["domid", "a"]).succeeds().trim().parse::<u32>().unwrap();
    daemon.virsh(["start", "a", "--paused"]).succeeds();
    let first = id();
    daemon.virsh(["destroy", "a"]).succeeds();
    daemon.virsh(["start", "a", "--paused"]).succeeds();
    assert!(id() > first);
    let uuid = daemon.virsh(["domuuid", "a"]).succeeds().trim().to_owned();
    assert_eq!(daemon.virsh(["domname", &uuid]).succeeds().trim(), "a");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn lists_are_filtered() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("off"));
    daemon.define(&Guest::named("on"));
    daemon.virsh(["start", "on", "--paused"]).succeeds();
    daemon.virsh(["autostart", "off"]).succeeds();
    let list = |options: &[&str]| {
        let all = [&["list", "--name"], options].concat();
        let text = daemon.virsh(all).succeeds();
        let mut names: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        names.sort();
        names.join(" ")
    };
    for (options, names) in [
        (&[][..], "on"),
        (&["--all"][..], "off on"),
        (&["--inactive"][..], "off"),
        (&["--state-paused"][..], "on"),
        (&["--state-running"][..], ""),
        (&["--all", "--autostart"][..], "off"),
        (&["--all", "--no-autostart"][..], "on"),
        (&["--all", "--transient"][..], ""),
        (&["--all", "--persistent"][..], "off on"),
        (&["--all", "--with-managed-save"][..], ""),
    ] {
        assert_eq!(list(options), names, "{options:?}");
    }
    daemon.virsh(["destroy", "on"]).succeeds();
}

#[test]
fn a_description_a_title_and_metadata_are_kept() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    daemon.virsh(["desc", "a", "what it is for", "--config"]).succeeds();
    daemon.virsh(["desc", "a", "--title", "short", "--config"]).succeeds();
    assert_eq!(daemon.virsh(["desc", "a"]).succeeds().trim(), "what it is for");
    assert_eq!(daemon.virsh(["desc", "a", "--title"]).succeeds().trim(), "short");
    daemon
        .virsh(["metadata", "a", "http://example.org/m", "--key", "k", "--set", "<x>1</x>", "--config"])
        .succeeds();
    assert_eq!(daemon.virsh(["metadata", "a", "http://example.org/m"]).succeeds().trim(), "<x>1</x>");
    daemon.virsh(["metadata", "a", "http://example.org/m", "--remove", "--config"]).succeeds();
    // An older virsh says that it is not there, a newer one says nothing.
    assert_eq!(daemon.virsh(["metadata", "a", "http://example.org/m"]).stdout.trim(), "");
}

#[test]
fn a_guest_is_renamed_only_while_it_is_off() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    daemon.virsh(["domrename", "a", "b"]).succeeds();
    assert_eq!(daemon.virsh(["list", "--all", "--name"]).succeeds().trim(), "b");
    daemon.virsh(["start", "b", "--paused"]).succeeds();
    daemon.virsh(["domrename", "b", "c"]).fails();
    daemon.virsh(["destroy", "b"]).succeeds();
}

#[test]
fn the_small_questions_are_answered() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let serial = "<serial type='pty'><target port='0'/></serial><interface type='user'/>";
    daemon.start_guest(&Guest::named("a").vcpus(2).device(serial));
    for command in [
        &["domstats", "a"][..],
        &["domstats"],
        &[
            "domstats",
            "--raw",
            "--state",
            "--cpu-total",
            "--balloon",
            "--vcpu",
            "--interface",
            "--block",
            "a",
        ],
        &["dommemstat", "a"],
        &["vcpuinfo", "a"],
        &["vcpucount", "a"],
        &["domblklist", "a", "--details"],
        &["domiflist", "a"],
        &["dumpxml", "a"],
        &["dumpxml", "a", "--inactive", "--security-info"],
        &["ttyconsole", "a"],
    ] {
        daemon.virsh(command).succeeds();
    }
    let live = daemon.virsh(["dumpxml", "a"]).succeeds();
    for shown in ["<alias name='serial0'/>", "<source path='/dev/pts/", "type='qemu' id='"] {
        assert!(live.contains(shown), "{shown} is not in\n{live}");
    }
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn unknown_elements_are_ignored() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a").with("<nobodyknows><this/></nobodyknows>").device("<gadget kind='x'/>"));
    let xml = daemon.virsh(["dumpxml", "a"]).succeeds();
    assert!(!xml.contains("nobodyknows") && !xml.contains("gadget"), "{xml}");
}
