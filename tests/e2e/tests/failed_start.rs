//! A start that fails leaves what it found: no process, no file, no port, no file in strange hands; and the next
//! start works.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Daemon, FakeEmulator, Guest, Need, files_below, needs, processes_of, until};

/// The port that the guests' displays ask for: another one in each test.
fn display(port: u16) -> String {
    format!("<graphics type='vnc' port='{port}' autoport='no' listen='127.0.0.1'/>")
}

/// A daemon and a disk that nobody but its owner can use.
struct Scene {
    daemon: Daemon,
    disk: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let daemon = Daemon::start_with("monitor_timeout_ms = 1500\n");
        let disk = daemon.path("disk.img");
        fs::write(&disk, vec![0; 1 << 20]).unwrap();
        fs::set_permissions(&disk, fs::Permissions::from_mode(0o600)).unwrap();
        Self { daemon, disk }
    }

    fn guest(&self, name: &str, emulator: &FakeEmulator, port: u16) -> Guest {
        let disk = format!(
            "<disk type='file' device='disk'><source file='{}'/><target dev='vda' bus='virtio'/></disk>",
            self.disk.display()
        );
        Guest::named(name).emulator(emulator.path()).device(&disk).device(&display(port))
    }

    /// Nothing of any guest is left on the host.
    #[track_caller]
    fn is_clean(&self) {
        let root = self.daemon.root();
        let processes: Vec<i32> =
            processes_of(root).into_iter().filter(|pid| *pid != self.daemon.pid()).collect();
        assert!(processes.is_empty(), "processes {processes:?} are left");
        let mut left = files_below(&root.join("lib/qemu"));
        left.extend(files_below(&root.join("run/qemu")));
        assert!(left.is_empty(), "{left:?} are left");
        let owner = fs::metadata(&self.disk).unwrap().uid();
        assert_eq!(owner, rustix::process::geteuid().as_raw(), "the disk was not handed back");
        let zombies = children_of(self.daemon.pid());
        assert!(zombies.is_empty(), "nobody waited for {zombies:?}");
    }

    /// A start fails, says why, leaves nothing, and another guest can have the same disk and the same port.
    fn fails(&self, on: &str, how: Value, port: u16, says: &str) {
        let sick = FakeEmulator::qemu_5_2().misbehaving(on, how);
        let guest = self.guest("sick", &sick, port);
        self.daemon.define(&guest);
        let why = self.daemon.virsh(["start", "sick"]).fails();
        assert!(why.contains(says), "{why}");
        assert_eq!(self.daemon.state("sick"), "shut off (failed)");
        assert_eq!(self.daemon.virsh(["domid", "sick"]).succeeds().trim(), "-");
        self.is_clean();
        let well = FakeEmulator::qemu_5_2();
        self.daemon.start_guest(&self.guest("well", &well, port));
        assert_eq!(self.daemon.state("well"), "running (booted)");
        self.daemon.virsh(["destroy", "well"]).succeeds();
        self.is_clean();
    }
}

/// Ended children that their parent has not waited for.
fn children_of(parent: i32) -> Vec<String> {
    let stats = fs::read_dir("/proc").unwrap().flatten();
    let stats = stats.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
    let mark = format!(") Z {parent} ");
    stats.filter(|stat| stat.contains(&mark)).collect()
}

#[test]
fn of_a_qemu_that_ends_before_it_greets() {
    needs!(Need::Virsh);
    Scene::new().fails("greeting", json!({"exit": 1}), 6901, "the fake ends on greeting");
}

#[test]
fn of_a_qemu_that_speaks_no_qmp() {
    needs!(Need::Virsh);
    Scene::new().fails("greeting", json!("garbage"), 6902, "cannot talk to QEMU's monitor");
}

#[test]
fn of_a_qemu_that_never_greets() {
    needs!(Need::Virsh);
    Scene::new().fails("greeting", json!("silence"), 6903, "in time");
}

#[test]
fn of_a_qemu_that_dies_instead_of_running() {
    needs!(Need::Virsh);
    Scene::new().fails("cont", json!({"exit": 1}), 6904, "no longer running");
}

#[test]
fn of_a_qemu_that_does_not_answer_when_it_is_to_run() {
    needs!(Need::Virsh);
    Scene::new().fails("cont", json!("silence"), 6905, "did not answer 'cont'");
}

#[test]
fn by_a_client_that_destroys_it_meanwhile() {
    needs!(Need::Virsh);
    let scene = Scene::new();
    let sick = FakeEmulator::qemu_5_2().misbehaving("greeting", json!({"slow": 60_000}));
    scene.daemon.define(&scene.guest("sick", &sick, 6906));
    let start = scene.daemon.virsh_running(["start", "sick"]);
    until("the start begins", Duration::from_secs(10), || {
        scene.daemon.state("sick").starts_with("paused (starting up)").then_some(())
    });
    let begun = Instant::now();
    scene.daemon.virsh(["destroy", "sick"]).succeeds();
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert!(!start.wait_with_output().unwrap().status.success());
    assert!(scene.daemon.state("sick").starts_with("shut off"));
    scene.is_clean();
}

#[test]
fn for_a_disk_that_is_not_there() {
    needs!(Need::Virsh);
    let scene = Scene::new();
    let fake = FakeEmulator::qemu_5_2();
    scene.daemon.define(&scene.guest("sick", &fake, 6907));
    fs::rename(&scene.disk, scene.daemon.path("elsewhere")).unwrap();
    let why = scene.daemon.virsh(["start", "sick"]).fails();
    // As whom is told where QEMU runs as somebody else.
    let says = format!("Cannot access storage file '{}'", scene.disk.display());
    assert!(why.contains(&says) && why.contains(": No such file or directory"), "{why}");
    assert_eq!(scene.daemon.state("sick"), "shut off (failed)");
    fs::rename(scene.daemon.path("elsewhere"), &scene.disk).unwrap();
    scene.is_clean();
    scene.daemon.virsh(["start", "sick"]).succeeds();
    scene.daemon.virsh(["destroy", "sick"]).succeeds();
    scene.is_clean();
}

#[test]
fn for_an_emulator_that_is_gone() {
    needs!(Need::Virsh);
    let scene = Scene::new();
    let fake = FakeEmulator::qemu_5_2();
    scene.daemon.define(&scene.guest("sick", &fake, 6908));
    let path = fake.path();
    drop(fake);
    let why = scene.daemon.virsh(["start", "sick"]).fails();
    assert!(why.contains(&format!("Cannot check QEMU binary {}", path.display())), "{why}");
    scene.is_clean();
}

#[test]
fn of_a_transient_guest_forgets_it() {
    needs!(Need::Virsh);
    let scene = Scene::new();
    let sick = FakeEmulator::qemu_5_2().misbehaving("cont", json!({"exit": 1}));
    let file = scene.daemon.path("sick.xml");
    fs::write(&file, scene.guest("sick", &sick, 6909).xml()).unwrap();
    scene.daemon.virsh([std::ffi::OsStr::new("create"), file.as_os_str()]).fails();
    assert_eq!(scene.daemon.virsh(["list", "--all", "--name"]).succeeds().trim(), "");
    scene.is_clean();
    scene.daemon.define(&Guest::named("sick"));
}

#[test]
fn for_a_port_of_another_guest() {
    needs!(Need::Virsh);
    let scene = Scene::new();
    let fake = FakeEmulator::qemu_5_2();
    scene.daemon.start_guest(&scene.guest("first", &fake, 6910));
    scene.daemon.define(&scene.guest("second", &fake, 6910));
    let why = scene.daemon.virsh(["start", "second"]).fails();
    assert!(why.contains("internal error: Failed to reserve port 6910"), "{why}");
    assert_eq!(scene.daemon.state("first"), "running (booted)", "the first keeps what it has");
    scene.daemon.virsh(["destroy", "first"]).succeeds();
    scene.daemon.virsh(["start", "second"]).succeeds();
    scene.daemon.virsh(["destroy", "second"]).succeeds();
    scene.is_clean();
}
