//! Stock libvirtd beside ours: in namespaces of its own, with nothing of the host's to write to.

use std::path::Path;
use std::process::Command;

use crate::program::run;

/// Runs shell lines beside libvirt's own daemon, which answers at `qemu:///system` there, and hands over what they
/// said. What it keeps goes to file systems in memory, which end with the namespace, as all its processes do.
///
/// # Errors
/// Why that cannot be had here.
pub fn beside_libvirtd(lines: &str) -> Result<String, String> {
    if !Path::new("/usr/sbin/libvirtd").exists() {
        return Err("libvirt's own daemon is not installed".into());
    }
    let script = format!(
        "set -e\n\
         mount --make-rprivate /\n\
         for kept in /run /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /etc/libvirt/qemu; do\n\
             mkdir -p $kept; mount -t tmpfs tmpfs $kept\n\
         done\n\
         mkdir -p /run/libvirt /run/lock; ip link set lo up\n\
         virtlogd -d; libvirtd -d\n\
         for turn in $(seq 100); do\n\
             virsh -c qemu:///system uri > /dev/null 2>&1 && break; sleep 0.1\n\
         done\n\
         {lines}"
    );
    let mut command = Command::new("unshare");
    command.args([
        "--mount",
        "--net",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "sh",
        "-c",
        &script,
    ]);
    let ran = run(&mut command);
    if ran.ok() {
        Ok(ran.succeeds())
    } else {
        Err(format!("it cannot run in namespaces of its own here: {}", ran.fails()))
    }
}
