//! Stock virt-install makes guests here that start.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::process::Command;

use support::{Daemon, Need, needs, run};

/// Finds the daemon where stock tools look for the host's own: by any other address it counts as a remote one, whose
/// files virt-install cannot name.
const AS_THE_HOSTS_OWN: &str = "mount --make-rprivate / && mount -t tmpfs tmpfs /run && mkdir /run/libvirt && \
    mount --bind \"$0\" /run/libvirt && exec virt-install --connect qemu:///system \"$@\"";

/// Runs virt-install with what every one of these guests has.
fn install(daemon: &Daemon, name: &str, more: &[&str]) {
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", AS_THE_HOSTS_OWN]).arg(daemon.path("run"));
    command.env("HOME", daemon.root()).env("LC_ALL", "C").args(["--name", name]);
    command.args(["--memory", "64", "--vcpus", "1", "--virt-type", "qemu"]);
    command.args(["--osinfo", "detect=off,require=off", "--network", "user", "--graphics", "none"]);
    command.args(["--noautoconsole", "--import"]).args(more);
    run(&mut command).succeeds();
}

#[test]
fn an_image_is_imported() {
    needs!(Need::Virsh, Need::Qemu, Need::Root, Need::VirtInstall);
    let daemon = Daemon::start();
    let image = daemon.root().join("disk.raw");
    std::fs::File::create(&image).unwrap().set_len(10 << 20).unwrap();
    // By its path alone it would be looked for in storage pools.
    let disk = format!("source.file={},driver.name=qemu,driver.type=raw", image.display());
    install(&daemon, "imported", &["--disk", &disk]);
    assert_eq!(daemon.state("imported"), "running (booted)");
    assert!(daemon.virsh(["dumpxml", "imported", "--inactive"]).succeeds().contains("disk.raw"));
}

#[test]
fn a_kernel_is_booted() {
    needs!(Need::Virsh, Need::Qemu, Need::Root, Need::VirtInstall);
    let daemon = Daemon::start();
    let kernel = daemon.root().join("vmlinuz");
    // A kernel's header (the x86 boot protocol) with nothing in it: QEMU takes it, firmware starts it.
    let mut image = vec![0_u8; 4096];
    image[0x1f1] = 1;
    image[0x202..0x206].copy_from_slice(b"HdrS");
    image[0x206..0x208].copy_from_slice(&[0x02, 0x02]);
    std::fs::write(&kernel, image).unwrap();
    let boot = format!("kernel={},kernel_args=console=ttyS0", kernel.display());
    install(&daemon, "booted", &["--boot", &boot, "--disk", "none"]);
    assert_eq!(daemon.state("booted"), "running (booted)");
    let xml = daemon.virsh(["dumpxml", "booted"]).succeeds();
    assert!(xml.contains("<kernel>") && xml.contains("console=ttyS0"), "{xml}");
}
