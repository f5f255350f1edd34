//! Stock libvirtd beside ours: in namespaces of its own, with nothing of the host's to write to.

use std::path::Path;
use std::process::Command;

use crate::daemon::Daemon;
use crate::program::run;

/// Runs shell lines beside libvirt's own daemon, which answers at `qemu:///system` there, and hands over what they
/// said. What it keeps goes to file systems in memory, which end with the namespace, as all its processes do.
/// `restart_libvirtd` is a shell function of them, which takes lines to be run while the daemon is away.
///
/// # Errors
/// Why that cannot be had here.
pub fn beside_libvirtd(lines: &str) -> Result<String, String> {
    if !Path::new("/usr/sbin/libvirtd").exists() {
        return Err("libvirt's own daemon is not installed".into());
    }
    in_namespaces("", lines)
}

/// The same beside the daemon of another release of Debian, that is unpacked in `root`: it runs in there, with that
/// release's QEMU; the shell lines, and the clients in them, are this machine's.
///
/// # Errors
/// Why that cannot be had here.
pub fn beside_libvirtd_of(root: &Path, lines: &str) -> Result<String, String> {
    if !root.join("usr/sbin/libvirtd").exists() {
        return Err(format!("libvirt's own daemon is not installed in {}", root.display()));
    }
    in_namespaces(&root.display().to_string(), lines)
}

/// Without a root (an empty text) the daemon is this machine's. A root is shown no `/dev/kvm`: where KVM does not
/// work, an older libvirt would ask its emulator again before every call.
fn in_namespaces(root: &str, lines: &str) -> Result<String, String> {
    let script = format!(
        "set -e\n\
         root='{root}'; inside=\n\
         mount --make-rprivate /\n\
         [ -z $root ] || {{ mount --bind $root $root; inside=\"chroot $root\"; }}\n\
         for kept in /run /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /etc/libvirt/qemu; do\n\
             mkdir -p $kept $root$kept; mount -t tmpfs tmpfs $kept\n\
             [ -z $root ] || mount --bind $kept $root$kept\n\
         done\n\
         [ -z $root ] || {{\n\
             mkdir -p $root/dev; mount -t tmpfs tmpfs $root/dev; mkdir $root/dev/pts $root/dev/shm\n\
             for seen in null zero full random urandom tty ptmx; do\n\
                 touch $root/dev/$seen; mount --bind /dev/$seen $root/dev/$seen\n\
             done\n\
             for seen in /dev/pts /dev/shm /sys /proc /tmp; do\n\
                 mkdir -p $root$seen; mount --rbind $seen $root$seen\n\
             done\n\
         }}\n\
         mkdir -p /run/libvirt /run/lock; ip link set lo up\n\
         await_libvirtd() {{\n\
             for turn in $(seq 100); do\n\
                 virsh -c qemu:///system uri > /dev/null 2>&1 && break; sleep 0.1\n\
             done\n\
         }}\n\
         restart_libvirtd() {{\n\
             kill $(cat /run/libvirtd.pid); eval \"$1\"\n\
             for turn in $(seq 100); do $inside libvirtd -d 2> /dev/null && break; sleep 0.1; done\n\
             await_libvirtd\n\
         }}\n\
         $inside virtlogd -d; $inside libvirtd -d; await_libvirtd\n\
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

/// Runs a Python script (with a URI and `folder` as its arguments) beside libvirt's own daemon and with one of ours,
/// and demands that both say the same; how many lines that are.
///
/// # Errors
/// Why libvirt's daemon cannot be had here, or cannot do there what is asked of it.
#[track_caller]
pub fn same_beside_libvirtd(script: &Path, folder: &Path) -> Result<usize, String> {
    let (script, place) = (script.display(), folder.display());
    let expected = beside_libvirtd(&format!("/usr/bin/python3 {script} qemu:///system {place}\n"))?;
    if expected.contains("cgroup CPU controller is not mounted") {
        return Err("libvirt has no control groups here".into());
    }
    let daemon = Daemon::start();
    let mut command = Command::new("/usr/bin/python3");
    let actual = run(command.arg(script.to_string()).arg(daemon.uri()).arg(folder)).succeeds();
    let (expected, actual) = (comparable(&expected), comparable(&actual));
    for (at, (expected, actual)) in expected.iter().zip(&actual).enumerate() {
        assert_eq!(expected, actual, "line {at}");
    }
    assert_eq!(expected.len(), actual.len());
    Ok(expected.len())
}

/// Every line but those that differ with the daemon's place, its user, and what it looks up on the host.
fn comparable(said: &str) -> Vec<String> {
    let own = [
        "<partition>",
        "<resource>",
        "</resource>",
        "<label>",
        "<imagelabel>",
        "<cpu ",
        "name='hypervisor'",
        "name='lahf_lm'",
        "<domain ",
        "/dev/pts/",
        "mode='bind' path=",
        "<currentMemory",
        "<graphics ",
    ];
    let lines = said.lines().filter(|line| !own.iter().any(|own| line.contains(own)));
    lines.map(|line| without_user(line.trim_end())).collect()
}

/// A line without whom QEMU runs as: each daemon has its own settings.
fn without_user(line: &str) -> String {
    let (before, rest) = line.split_once(" (as uid:").unwrap_or((line, ""));
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    format!("{before}{after}")
}
