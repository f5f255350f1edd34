//! The same sixty acts with stock libvirtd and with ours: the same messages about guests that run, and the same words
//! in both logs.
//!
//! libvirt's daemon runs in namespaces of its own, with nothing of the host's to write to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::process::Command;

use support::{Daemon, Need, beside_libvirtd, needs, run, skip};

/// Does the acts; prints after each of them what is told of the guests that run.
const ACTS: &str = include_str!("findings_beside_libvirtd/acts.py");

#[test]
fn sixty_acts_are_told_and_logged_alike() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Root);
    // QEMU of either daemon reads it; private directories of tests are closed to QEMU's user.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("acts.py");
    fs::write(&script, ACTS).unwrap();
    let acts = format!("/usr/bin/python3 {} qemu:///system {}", script.display(), folder.path().display());
    // Started again with a log of its own, and once more between the phases.
    let again = "kill $(cat /run/libvirtd.pid); while kill -0 $(cat /run/libvirtd.pid 2>/dev/null) 2>/dev/null; do \
                 sleep 0.1; done; libvirtd -d\n\
                 for turn in $(seq 100); do virsh -c qemu:///system uri > /dev/null 2>&1 && break; sleep 0.1; done\n";
    let expected = match beside_libvirtd(&format!(
        // Without cgroups it finds its guests again whatever those of the host are like. A script is there when it
        // starts, or it looks for none.
        "umount -l -R /sys/fs/cgroup || true; mount -t tmpfs tmpfs /etc/libvirt/hooks\n\
         printf '#!/bin/sh\\n' > /etc/libvirt/hooks/qemu; chmod 755 /etc/libvirt/hooks/qemu\n\
         export LIBVIRT_LOG_OUTPUTS=3:file:/var/log/libvirt/daemon.log\n\
         {again}{acts} /etc/libvirt/hooks 1\n{again}{acts} /etc/libvirt/hooks 2\n\
         echo LOG; cat /var/log/libvirt/daemon.log\n\
         for log in /var/log/libvirt/qemu/*.log; do echo \"LOG $(basename $log)\"; cat $log; done\n"
    )) {
        Ok(said) => said,
        Err(reason) if reason.contains("Traceback") => panic!("{reason}"),
        Err(reason) => return skip("findings beside libvirtd", &reason),
    };
    let mut daemon = Daemon::start();
    let hooks = daemon.path("etc/hooks");
    fs::create_dir_all(&hooks).unwrap();
    let ours = |daemon: &Daemon, phase: &str| {
        let mut command = Command::new("/usr/bin/python3");
        run(command.arg(&script).arg(daemon.uri()).arg(folder.path()).arg(&hooks).arg(phase)).succeeds()
    };
    let mut actual = ours(&daemon, "1");
    daemon.stop();
    daemon.start_again();
    actual += &ours(&daemon, "2");
    actual += &format!("LOG\n{}", daemon.log());
    let mut logs: Vec<_> =
        fs::read_dir(daemon.path("log/qemu")).unwrap().map(|log| log.unwrap().path()).collect();
    logs.sort();
    for log in logs.iter().filter(|log| log.extension().is_some_and(|end| end == "log")) {
        let name = log.file_name().unwrap().display();
        actual += &format!("LOG {name}\n{}", fs::read_to_string(log).unwrap());
    }
    let (expected, actual) = (comparable(&expected), comparable(&actual));
    assert!(expected.len() > 80, "libvirt's answers are missing: {expected:?}");
    for (at, (expected, actual)) in expected.iter().zip(&actual).enumerate() {
        assert_eq!(expected, actual, "line {at}");
    }
    assert_eq!(expected.len(), actual.len());
}

/// What the script printed as it is; of each log only what is said of taints, from `Domain id=` on.
fn comparable(said: &str) -> Vec<String> {
    let (acts, logs) = said.split_once("LOG\n").unwrap();
    let of_log = |line: &str| {
        let taint = line.find("Domain id=").filter(|_| line.contains(" is tainted: "));
        taint.map(|at| line[at..].to_owned()).or_else(|| line.starts_with("LOG ").then(|| line.to_owned()))
    };
    acts.lines().map(str::to_owned).chain(logs.lines().filter_map(of_log)).collect()
}
