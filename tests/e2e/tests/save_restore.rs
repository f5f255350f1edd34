//! A guest goes into a file and comes back out of it, with all that libvirt's clients know about both.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use support::{Daemon, Guest, Need, needs};

#[test]
fn a_saved_guest_comes_back_where_it_was() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("a.sav");
    daemon.start_guest(&Guest::named("a"));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    assert_eq!(daemon.state("a"), "shut off (saved)");
    let image = fs::read(&file).unwrap();
    assert_eq!(&image[..16], b"LibvirtQemudSave");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600,
        "it holds the guest's memory"
    );
    assert!(virsh(&daemon, ["save-image-dumpxml"], &file).succeeds().contains("<name>a</name>"));
    virsh(&daemon, ["restore"], &file).succeeds();
    assert_eq!(daemon.state("a"), "running (restored)");
    assert!(virsh(&daemon, ["restore"], &file).fails().contains("domain 'a' is already active"));
    daemon.virsh(["destroy", "a"]).succeeds();
    // The same once more, paused.
    daemon.virsh(["restore", "--paused", file.to_str().unwrap()]).succeeds();
    assert_eq!(daemon.state("a"), "paused (migrating)");
    daemon.virsh(["resume", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "running (unpaused)");
}

#[test]
fn a_guest_nobody_has_stored_comes_back_for_once() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("a.sav");
    daemon.start_guest(&Guest::named("a"));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    daemon.virsh(["undefine", "a"]).succeeds();
    virsh(&daemon, ["restore"], &file).succeeds();
    assert!(daemon.virsh(["dominfo", "a"]).succeeds().contains("Persistent:     no"));
    assert!(
        daemon.virsh(["managedsave", "a"]).fails().contains("cannot do managed save for transient domain")
    );
    daemon.virsh(["destroy", "a"]).succeeds();
    daemon.virsh(["domstate", "a"]).fails();
}

#[test]
fn images_of_every_form_come_back() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let on_path = |program: &str| {
        let path = std::env::var_os("PATH").unwrap();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    for (number, format) in
        [(0, "raw"), (1, "gzip"), (2, "bzip2"), (3, "xz"), (4, "lzop"), (5, "zstd"), (6, "sparse")]
    {
        let file = daemon.path(&format!("{format}.sav"));
        let save = daemon.virsh(["save", "a", file.to_str().unwrap(), "--image-format", format]);
        if (1..6).contains(&number) && !on_path(format) {
            let why = save.fails();
            let known = "Compression program for save image format in configuration file isn't available";
            assert!(why.contains(known), "{why}");
            assert!(daemon.state("a").starts_with("running"));
            continue;
        }
        save.succeeds();
        let image = std::fs::read(&file).unwrap();
        assert_eq!(u32::from_ne_bytes(image[28..32].try_into().unwrap()), number, "{format}");
        virsh(&daemon, ["restore"], &file).succeeds();
        assert_eq!(daemon.state("a"), "running (restored)", "{format}");
    }
}

#[test]
fn a_sparse_image_takes_several_streams() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start_with("save_image_format = 'gzip'\n");
    daemon.start_guest(&Guest::named("a"));
    let file = daemon.path("a.sav");
    let file = file.to_str().unwrap();
    let why = daemon.virsh(["save", "a", file, "--parallel-channels", "2"]).fails();
    assert!(why.contains("Parallel save is only supported with the 'sparse' save image format"), "{why}");
    daemon.virsh(["save", "a", file, "--image-format", "sparse", "--parallel-channels", "2"]).succeeds();
    daemon.virsh(["restore", file, "--parallel-channels", "3"]).succeeds();
    let why = daemon.virsh(["save", "a", file, "--image-format", "foo"]).fails();
    assert!(why.contains("Invalid image_format 'foo'"), "{why}");
    daemon.virsh(["managedsave", "a"]).succeeds();
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "running (restored)");
}

#[test]
fn listeners_hear_of_it_in_libvirts_order() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("a.sav");
    daemon.start_guest(&Guest::named("a"));
    let listener = daemon.virsh_running(["event", "a", "--all", "--loop", "--timeout", "6"]);
    std::thread::sleep(std::time::Duration::from_secs(1));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    virsh(&daemon, ["restore"], &file).succeeds();
    let heard = String::from_utf8(listener.wait_with_output().unwrap().stdout).unwrap();
    let heard: Vec<_> = heard
        .lines()
        .filter_map(|line| line.strip_prefix("event '"))
        .map(|line| line.replace("' for domain 'a':", "").trim().to_owned())
        .collect();
    assert_eq!(
        heard,
        [
            "lifecycle Suspended Paused",
            "migration-iteration iteration: '1'",
            "migration-iteration iteration: '2'",
            "job-completed",
            "lifecycle Shutdown Finished after host request",
            "lifecycle Stopped Saved",
            "lifecycle Started Restored",
            "lifecycle Resumed Snapshot",
        ]
    );
    let told = daemon.virsh(["domjobinfo", "a", "--completed"]).succeeds();
    assert!(told.contains("Operation:        Save"), "{told}");
    assert!(daemon.virsh(["domjobinfo", "a", "--completed"]).succeeds().contains("None"), "told once");
}

#[test]
fn a_guest_with_the_hosts_own_cpu_is_tainted_when_it_comes_back() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("a.sav");
    daemon.start_guest(&Guest::named("a").cpu("<cpu mode='maximum'/>"));
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
    virsh(&daemon, ["save", "a"], &file).succeeds();
    virsh(&daemon, ["restore"], &file).succeeds();
    daemon.has_logged("a", "host-cpu");
}

#[test]
fn a_managed_save_is_where_the_next_start_goes_on() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    daemon.virsh(["managedsave", "a"]).succeeds();
    let saved = |daemon: &Daemon| daemon.virsh(["list", "--all", "--with-managed-save", "--name"]).succeeds();
    assert_eq!(saved(&daemon).trim(), "a");
    assert!(daemon.virsh(["undefine", "a"]).fails().contains("managed save image exists"));
    assert!(daemon.virsh(["domrename", "a", "b"]).fails().contains("managed saved state can't be renamed"));
    assert!(daemon.virsh(["managedsave-dumpxml", "a"]).succeeds().contains("<name>a</name>"));
    daemon.kill();
    daemon.start_again();
    assert_eq!(saved(&daemon).trim(), "a", "the next daemon knows of it");
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "running (restored)");
    assert_eq!(saved(&daemon).trim(), "", "a state from before would be a wrong one");

    daemon.virsh(["managedsave", "a", "--paused"]).succeeds();
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "paused (migrating)");
    daemon.virsh(["managedsave", "a"]).succeeds();
    daemon.virsh(["start", "a", "--force-boot"]).succeeds();
    assert_eq!(daemon.state("a"), "running (booted)");
    daemon.virsh(["managedsave", "a"]).succeeds();
    daemon.virsh(["undefine", "a", "--managed-save"]).succeeds();
    assert!(!daemon.path("lib/qemu/save/a.save").exists());
}

#[test]
fn what_a_file_says_of_its_guest_can_be_changed_where_the_guest_does_not_see_it() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let (file, xml) = (daemon.path("a.sav"), daemon.path("a.xml"));
    daemon.start_guest(&Guest::named("a"));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    let was = virsh(&daemon, ["save-image-dumpxml"], &file).succeeds();
    let define = |text: &str| {
        fs::write(&xml, text).unwrap();
        daemon.virsh(["save-image-define", file.to_str().unwrap(), xml.to_str().unwrap(), "--paused"])
    };
    define(&was.replace("</name>", "</name><title>changed</title>")).succeeds();
    let why = define(&was.replace("<memory unit='KiB'>65536<", "<memory unit='KiB'>131072<")).fails();
    assert!(why.contains("Target domain max memory 131072 does not match source 65536"), "{why}");
    virsh(&daemon, ["restore"], &file).succeeds();
    assert_eq!(daemon.state("a"), "paused (migrating)");
    assert!(daemon.virsh(["dumpxml", "a"]).succeeds().contains("<title>changed</title>"));
}

#[test]
fn a_core_dump_leaves_the_guest_as_it_was_unless_it_is_to_end() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let core = daemon.path("a.core");
    let path = core.to_str().unwrap();
    for flags in
        [vec![], vec!["--live"], vec!["--memory-only"], vec!["--memory-only", "--format", "kdump-zlib"]]
    {
        let mut arguments = vec!["dump", "a", path];
        arguments.extend(&flags);
        daemon.virsh(arguments).succeeds();
        assert!(daemon.state("a").starts_with("running"), "{flags:?}");
        let magic = &fs::read(&core).unwrap()[..4];
        let expected: &[u8] = match flags.as_slice() {
            ["--memory-only"] => b"\x7fELF",
            ["--memory-only", ..] => b"make",
            _ => b"QEVM",
        };
        assert_eq!(magic, expected, "{flags:?}");
    }
    daemon.virsh(["dump", "a", path, "--crash"]).succeeds();
    assert_eq!(daemon.state("a"), "shut off (crashed)");
}

fn virsh<const N: usize>(daemon: &Daemon, arguments: [&str; N], file: &Path) -> support::Ran {
    daemon.virsh(arguments.iter().copied().chain(file.to_str()))
}
