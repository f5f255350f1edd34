//! A disk that cannot be written is told as libvirt tells it, and kept as a finding.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use support::{Daemon, Guest, Need, needs, run, until};

/// Real mode: write one sector, number 20, of the first hard disk by the BIOS, then stand still.
const WRITES: &[u8] = &[
    0xfa, 0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xc0, 0x8e, 0xd0, 0xbc, 0x00, 0x7c, 0xfb, 0xb8, 0x01, 0x03, 0xbb,
    0x00, 0x7e, 0xb9, 0x14, 0x00, 0xba, 0x80, 0x00, 0xcd, 0x13, 0xf4, 0xeb, 0xfd,
];

/// A file system in memory with room for little.
struct Small(PathBuf);

impl Small {
    fn at(path: PathBuf) -> Option<Self> {
        fs::create_dir(&path).unwrap();
        let mut mount = Command::new("mount");
        let mounted = run(mount.args(["-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs"]).arg(&path)).ok();
        mounted.then_some(Self(path))
    }

    fn fill(&self) {
        let mut file = File::create(self.0.join("fill")).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = run(Command::new("umount").arg("-l").arg(&self.0));
    }
}

fn boot_disk(path: &Path) {
    let mut sector = WRITES.to_vec();
    sector.resize(510, 0);
    sector.extend([0x55, 0xaa]);
    fs::write(path, sector).unwrap();
    File::options().write(true).open(path).unwrap().set_len(1 << 20).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap();
}

#[test]
fn a_disk_without_room_is_told_with_its_image_and_the_time() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Root);
    let mut daemon = Daemon::start();
    let Some(small) = Small::at(daemon.path("small")) else {
        return support::skip("I/O errors", "nothing can be mounted here");
    };
    let image = small.0.join("disk.img");
    boot_disk(&image);
    small.fill();
    let disk = format!(
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}'/>\
         <target dev='hda' bus='ide'/></disk>",
        image.display()
    );
    daemon.start_guest(&Guest::named("full").device(&disk));
    let stopped = || (daemon.state("full") == "paused (I/O error)").then_some(());
    until("the guest stands still", Duration::from_secs(30), stopped);
    let told = daemon.messages("full");
    let start = format!("I/O error: disk='hda', index='1', path='{}', timestamp='", image.display());
    assert!(told.len() == 1 && told[0].starts_with(&start), "{told:?}");
    assert!(told[0].ends_with("+0000', message='No space left on device'"), "{told:?}");
    assert!(daemon.guest_log("full").contains(": IO error device='ide0-0-0' node-name='libvirt-1-"));
    let script = "d = libvirt.open(uri).lookupByName('full')\nprint([len(d.messages(f)) for f in range(8)])";
    assert_eq!(daemon.python(script).succeeds(), "[1, 0, 0, 0, 1, 1, 1, 1]\n");
    let found = |daemon: &Daemon| {
        let all = daemon.raw().opened().findings_of("full");
        all.into_iter().find(|found| found.code == "io-error").map(|found| (found.value, found.first_seen_ms))
    };
    let before = found(&daemon).unwrap();
    assert_eq!(before.0, "hda[1]");
    fs::remove_file(small.0.join("fill")).unwrap();
    daemon.virsh(["resume", "full"]).succeeds();
    assert_eq!(daemon.messages("full"), told, "it has happened, whatever came after");
    daemon.stop();
    daemon.start_again();
    assert_eq!(daemon.messages("full"), Vec::<String>::new(), "libvirt's messages forget it with the daemon");
    assert_eq!(found(&daemon), Some(before), "the finding stays");
    daemon.virsh(["destroy", "full"]).succeeds();
    assert_eq!(found(&daemon), None);
}
