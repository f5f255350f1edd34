//! Images that are based on others start as libvirt starts them: the whole chain on the command line and in the
//! definition, every image usable for QEMU; a chain that is broken, endless or held by somebody else is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Daemon, Guest, Need, needs, run};

/// An image, based on another (with its format) if that is given.
fn image(daemon: &Daemon, name: &str, base: Option<(&str, &str)>) -> PathBuf {
    let folder = daemon.root();
    let path = folder.join(name);
    let text = path.display().to_string();
    let mut arguments = vec!["create", "-q", "-f", if name.ends_with("raw") { "raw" } else { "qcow2" }];
    if let Some((base, format)) = base {
        arguments.extend(["-u", "-b", base, "-F", format]);
    }
    arguments.extend([text.as_str(), "10M"]);
    run(Command::new("qemu-img").args(arguments)).succeeds();
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    path
}

fn guest(name: &str, image: &Path, format: &str, more: &str) -> Guest {
    Guest::named(name).device(&format!(
        "<disk type='file'><driver name='qemu' type='{format}'/><source file='{}'/>{more}\
         <target dev='vda' bus='virtio'/></disk>",
        image.display()
    ))
}

#[test]
fn the_whole_chain_is_opened_shown_and_lent() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg);
    let daemon = Daemon::start();
    let base = image(&daemon, "base.raw", None);
    image(&daemon, "mid", Some(("base.raw", "raw")));
    let top = image(&daemon, "top", Some((daemon.root().join("mid").to_str().unwrap(), "qcow2")));
    let owner = std::fs::metadata(&base).unwrap().uid();
    daemon.start_guest(&guest("a", &top, "qcow2", ""));
    let xml = daemon.virsh(["dumpxml", "a"]).succeeds();
    let (mid, base_path) = (daemon.root().join("mid"), base.display());
    let shown = format!(
        "index='1'/>\n      <backingStore type='file' index='2'>\n        <format type='qcow2'/>\n        \
         <source file='{}'/>\n        <backingStore type='file' index='3'>\n          <format type='raw'/>\n\
         \u{20}         <source file='{base_path}'/>\n          <backingStore/>\n        </backingStore>\n      \
         </backingStore>",
        mid.display()
    );
    assert!(xml.contains(&shown), "{xml}");
    assert!(!daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains("backingStore"));
    let nodes =
        daemon.virsh(["qemu-monitor-command", "a", "--pretty", "{\"execute\":\"query-named-block-nodes\"}"]);
    let nodes = nodes.succeeds();
    for name in ["libvirt-1-format", "libvirt-2-format", "libvirt-2-storage", "libvirt-3-storage"] {
        assert!(nodes.contains(&format!("\"node-name\": \"{name}\"")), "{name} is missing in {nodes}");
    }
    daemon.virsh(["destroy", "a"]).succeeds();
    assert_eq!(std::fs::metadata(&base).unwrap().uid(), owner, "it was handed back");
}

#[test]
fn broken_and_endless_chains_are_refused_in_libvirts_words() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg);
    let daemon = Daemon::start();
    image(&daemon, "two", Some(("one", "qcow2")));
    for (name, base, format, reason) in [
        ("one", "two", "qcow2", "one is self-referential or too deeply nested"),
        ("orphan", "/gone/away", "raw", "Cannot access backing file '/gone/away' of storage file '"),
        ("odd", "file:/x", "raw", "internal error: invalid backing protocol 'file'"),
        (
            "dir",
            "/tmp",
            "raw",
            "unsupported configuration: storage type 'dir' requires use of storage format 'fat'",
        ),
    ] {
        let path = image(&daemon, name, Some((base, format)));
        daemon.define(&guest(name, &path, "qcow2", ""));
        let why = daemon.virsh(["start", name]).fails();
        assert!(why.contains(reason), "{why}");
        assert_eq!(daemon.virsh(["domstate", name]).succeeds().trim(), "shut off");
    }
}

#[test]
fn what_a_guest_wrote_into_its_raw_image_names_no_file_of_the_host() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg);
    let daemon = Daemon::start();
    let evil = image(&daemon, "evil", Some(("/etc/shadow", "raw")));
    daemon.start_guest(&guest("a", &evil, "raw", ""));
    let xml = daemon.virsh(["dumpxml", "a"]).succeeds();
    assert!(xml.contains("<backingStore/>") && !xml.contains("shadow"), "{xml}");
}

#[test]
fn a_disk_that_another_guest_has_is_shared_only_as_the_definition_says() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg);
    let daemon = Daemon::start();
    let shared = image(&daemon, "shared.raw", None);
    let free = image(&daemon, "own.raw", None);
    daemon.start_guest(&guest("one", &free, "raw", ""));
    daemon.define(&guest("two", &free, "raw", ""));
    let why = daemon.virsh(["start", "two"]).fails();
    assert!(why.contains("Is another process using the image") && why.contains("own.raw"), "{why}");
    daemon.start_guest(&guest("three", &shared, "raw", "<shareable/>"));
    daemon.start_guest(&guest("four", &shared, "raw", "<shareable/>"));
    daemon.define(&guest("five", &shared, "raw", ""));
    assert!(daemon.virsh(["start", "five"]).fails().contains("lock"));
    let read = image(&daemon, "read.raw", None);
    daemon.start_guest(&guest("six", &read, "raw", "<readonly/>"));
    daemon.start_guest(&guest("seven", &read, "raw", "<readonly/>"));
}

#[test]
fn a_missing_image_that_is_optional_is_left_out() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let disk = |policy| {
        Guest::named("a").device(&format!(
            "<disk type='file'><driver name='qemu' type='raw'/>\
             <source file='/nowhere/x.raw'{policy}/><target dev='vda' bus='virtio'/></disk>"
        ))
    };
    daemon.define(&disk(""));
    let why = daemon.virsh(["start", "a"]).fails();
    assert!(why.contains("Cannot access storage file '/nowhere/x.raw'"), "{why}");
    daemon.virsh(["undefine", "a"]).succeeds();
    let drive = "<disk type='file' device='cdrom'><source file='/nowhere/y.iso' startupPolicy='optional'/>\
                 <target dev='hda' bus='ide'/></disk>";
    daemon.define(&disk(" startupPolicy='optional'").device(drive));
    let listener = daemon.virsh_running(["event", "a", "disk-change", "--loop", "--timeout", "3"]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    daemon.virsh(["start", "a"]).succeeds();
    assert!(!daemon.virsh(["dumpxml", "a"]).succeeds().contains("nowhere"));
    let heard = String::from_utf8(listener.wait_with_output().unwrap().stdout).unwrap();
    let heard: Vec<&str> = heard.lines().filter(|line| line.starts_with("event '")).collect();
    assert_eq!(
        heard,
        [
            "event 'disk-change' for domain 'a' disk ide0-0-0: /nowhere/y.iso -> <null>: changed",
            "event 'disk-change' for domain 'a' disk virtio-disk0: /nowhere/x.raw -> <null>: dropped",
        ]
    );
}
