//! What can go wrong with a save or a restore leaves the guest as it was, or cleanly stopped, and no half file.
//!
//! A save into a pipe that nobody reads from stands still: time enough for mischief.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use rustix::fs::Mode;
use rustix::process::{Pid, Signal, kill_process};
use support::{Daemon, Guest, Need, files_below, needs, until};

const PATIENCE: Duration = Duration::from_secs(10);

/// A save that stands still.
struct Stalled {
    client: Child,
    pipe: File,
}

impl Stalled {
    fn begin(daemon: &Daemon, guest: &str) -> Self {
        let path = pipe(daemon, "stalled");
        let pipe = OpenOptions::new().read(true).custom_flags(O_NONBLOCK).open(&path).unwrap();
        let client = daemon.virsh_running(["save", guest, path.to_str().unwrap()]);
        until("the save is under way", PATIENCE, || {
            let told = daemon.virsh(["domjobinfo", guest]).succeeds();
            (told.contains("Unbounded") && told.contains("Memory remaining")).then_some(())
        });
        Self { client, pipe }
    }

    /// What the client complains about in the end.
    fn complaint(self) -> String {
        let ended = self.client.wait_with_output().unwrap();
        assert!(!ended.status.success());
        String::from_utf8(ended.stderr).unwrap()
    }
}

const O_NONBLOCK: i32 = 0o4000;

fn pipe(daemon: &Daemon, name: &str) -> PathBuf {
    let path = daemon.path(name);
    rustix::fs::mkfifoat(rustix::fs::CWD, &path, Mode::from_raw_mode(0o600)).unwrap();
    path
}

#[test]
fn a_client_ends_a_save_and_the_guest_runs_on() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let stalled = Stalled::begin(&daemon, "a");
    assert_eq!(daemon.state("a"), "paused (saving)");
    assert!(daemon.virsh(["dumpxml", "a"]).succeeds().contains("<name>a</name>"), "reads go through");
    assert!(daemon.virsh(["domstats", "a"]).succeeds().contains("state.reason=3"));
    daemon.virsh(["qemu-monitor-command", "a", "--hmp", "info status"]).succeeds();
    daemon.virsh(["domjobabort", "a"]).succeeds();
    let why = stalled.complaint();
    assert!(why.contains("operation aborted: job 'domain save' canceled by client"), "{why}");
    assert_eq!(daemon.state("a"), "running (save canceled)");
    assert!(daemon.virsh(["domjobabort", "a"]).fails().contains("no job is active on the domain"));
    virsh(&daemon, ["save", "a"], &daemon.path("a.sav")).succeeds();
}

#[test]
fn a_change_waits_until_the_save_has_ended() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let stalled = Stalled::begin(&daemon, "a");
    let mut waiting = daemon.virsh_running(["suspend", "a"]);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(waiting.try_wait().unwrap(), None, "it is not its turn");
    daemon.virsh(["domjobabort", "a"]).succeeds();
    assert!(waiting.wait().unwrap().success());
    assert_eq!(daemon.state("a"), "paused (user)");
    drop(stalled.complaint());
}

#[test]
fn qemu_dies_in_the_middle_of_a_save() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let stalled = Stalled::begin(&daemon, "a");
    kill(daemon.guest_pid("a"));
    let why = stalled.complaint();
    assert!(why.contains("operation failed: domain is not running"), "{why}");
    assert_eq!(daemon.state("a"), "shut off (crashed)");
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(daemon.state("a"), "running (booted)");
}

#[test]
fn a_guest_is_destroyed_in_the_middle_of_a_save() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let stalled = Stalled::begin(&daemon, "a");
    daemon.virsh(["destroy", "a"]).succeeds();
    let why = stalled.complaint();
    assert!(why.contains("domain is not running"), "{why}");
    assert_eq!(daemon.state("a"), "shut off (destroyed)");
    daemon.virsh(["start", "a"]).succeeds();
}

#[test]
fn the_client_goes_away_and_the_save_goes_on() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let Stalled { mut client, mut pipe } = Stalled::begin(&daemon, "a");
    client.kill().unwrap();
    client.wait().unwrap();
    assert_eq!(daemon.state("a"), "paused (saving)");
    let mut image = Vec::new();
    until("the image is complete", PATIENCE, || {
        let mut bytes = vec![0; 1 << 16];
        match pipe.read(&mut bytes) {
            Ok(0) => Some(()),
            Ok(count) => {
                image.extend_from_slice(&bytes[..count]);
                None
            }
            Err(_) => None,
        }
    });
    until("the guest has ended", PATIENCE, || (daemon.state("a") == "shut off (saved)").then_some(()));
    let file = daemon.path("a.sav");
    fs::write(&file, &image).unwrap();
    virsh(&daemon, ["restore"], &file).succeeds();
    assert_eq!(daemon.state("a"), "running (restored)");
}

#[test]
fn the_daemon_dies_in_the_middle_of_a_save_and_the_next_one_lets_the_guest_run() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let stalled = Stalled::begin(&daemon, "a");
    daemon.kill();
    drop(stalled.complaint());
    daemon.start_again();
    until("the guest runs", PATIENCE, || daemon.state("a").starts_with("running").then_some(()));
    assert_eq!(daemon.state("a"), "running (save canceled)");
    virsh(&daemon, ["save", "a"], &daemon.path("a.sav")).succeeds();
}

#[test]
fn a_target_that_cannot_be_written_holds_no_guest() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let why = virsh(&daemon, ["save", "a"], Path::new("/nonexistent/a.sav")).fails();
    assert!(why.contains("Failed to create file '/nonexistent/a.sav': No such file or directory"), "{why}");
    let why = virsh(&daemon, ["save", "a"], daemon.root()).fails();
    assert!(why.contains("Is a directory"), "{why}");
    let why = virsh(&daemon, ["save", "a"], Path::new("/dev/full")).fails();
    assert!(why.contains("No space left on device"), "{why}");
    assert!(daemon.state("a").starts_with("running"));
}

#[test]
fn the_disk_fills_up() {
    needs!(Need::Virsh, Need::Qemu, Need::Root);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let small = SmallDisk::mount(&daemon.path("small"));
    for command in [vec!["save"], vec!["dump"], vec!["dump", "--memory-only"]] {
        let file = small.0.join("a.sav");
        let why = daemon.virsh(command.iter().copied().chain(["a", file.to_str().unwrap()])).fails();
        assert!(why.contains("No space left on device"), "{command:?}: {why}");
        assert!(daemon.state("a").starts_with("running"), "{command:?}: {}", daemon.state("a"));
        assert_eq!(files_below(&small.0), Vec::<PathBuf>::new(), "{command:?}: no half file is left");
    }
}

/// A file system too small for any guest.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(path: &Path) -> Self {
        fs::create_dir(path).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=300k", "none"]).arg(path).status();
        assert!(mounted.unwrap().success());
        Self(path.to_owned())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn what_is_no_complete_image_starts_nothing() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let (file, broken) = (daemon.path("a.sav"), daemon.path("broken.sav"));
    daemon.start_guest(&Guest::named("a"));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    let image = fs::read(&file).unwrap();
    let restore = |bytes: &[u8]| {
        fs::write(&broken, bytes).unwrap();
        virsh(&daemon, ["restore"], &broken).fails()
    };
    let data = usize::try_from(u32::from_ne_bytes(image[20..24].try_into().unwrap())).unwrap();
    for (bytes, expected) in [
        (
            &b"something else, and long enough to have been a header of a saved guest if it only were one"
                .repeat(2)[..],
            "image magic is incorrect",
        ),
        (&image[..60], "failed to read qemu header"),
        (&image[..2000], "failed to read domain XML"),
        (&[b"LibvirtQemudPart", &image[16..]].concat()[..], "save image is incomplete"),
        (&image[..92 + data + 100_000], "load of migration failed"),
    ] {
        let why = restore(bytes);
        assert!(why.contains(expected), "{expected}: {why}");
    }
    assert!(daemon.state("a").starts_with("shut off"));
    virsh(&daemon, ["restore"], &file).succeeds();
}

#[test]
fn qemu_dies_in_the_middle_of_a_restore() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("a.sav");
    daemon.start_guest(&Guest::named("a"));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    // Half of the state, and then nothing more for a while.
    let path = pipe(&daemon, "stalled");
    let client = daemon.virsh_running(["restore", path.to_str().unwrap()]);
    let mut pipe = OpenOptions::new().write(true).open(&path).unwrap();
    let image = fs::read(&file).unwrap();
    pipe.write_all(&image[..image.len() / 2]).unwrap();
    until("the guest is being loaded", PATIENCE, || {
        let told = daemon.virsh(["domjobinfo", "a"]);
        (told.ok() && told.succeeds().contains("Restore")).then_some(())
    });
    assert!(daemon.virsh(["domjobabort", "a"]).fails().contains("use virDomainDestroy instead"));
    kill(daemon.guest_pid("a"));
    assert!(!client.wait_with_output().unwrap().status.success());
    assert_eq!(daemon.state("a"), "shut off (failed)");
    virsh(&daemon, ["restore"], &file).succeeds();
    assert_eq!(daemon.state("a"), "running (restored)");
}

#[test]
fn the_client_goes_away_and_the_restore_goes_on() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let file = daemon.path("a.sav");
    daemon.start_guest(&Guest::named("a"));
    virsh(&daemon, ["save", "a"], &file).succeeds();
    let path = pipe(&daemon, "stalled");
    let mut client = daemon.virsh_running(["restore", path.to_str().unwrap()]);
    let mut pipe = OpenOptions::new().write(true).open(&path).unwrap();
    let image = fs::read(&file).unwrap();
    let (first, rest) = image.split_at(image.len() / 2);
    pipe.write_all(first).unwrap();
    until("the guest is being loaded", PATIENCE, || {
        let told = daemon.virsh(["domjobinfo", "a"]);
        (told.ok() && told.succeeds().contains("Restore")).then_some(())
    });
    client.kill().unwrap();
    client.wait().unwrap();
    pipe.write_all(rest).unwrap();
    drop(pipe);
    until("the guest is back", PATIENCE, || (daemon.state("a") == "running (restored)").then_some(()));
    daemon.virsh(["suspend", "a"]).succeeds();
}

fn kill(pid: i32) {
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}

fn virsh<const N: usize>(daemon: &Daemon, arguments: [&str; N], file: &Path) -> support::Ran {
    daemon.virsh(arguments.iter().copied().chain(file.to_str()))
}
