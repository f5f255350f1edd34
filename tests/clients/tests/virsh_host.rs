//! What stock virsh asks about the host, and what it is told about objects that are not there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Need, needs};

#[test]
fn the_connection_says_what_it_is() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    assert_eq!(daemon.virsh(["uri"]).succeeds().trim(), daemon.uri());
    assert_eq!(daemon.virsh(["hostname"]).succeeds().trim(), host_name());
    let version = daemon.virsh(["version", "--daemon"]).succeeds();
    for line in ["Using API: QEMU ", "Running hypervisor: QEMU ", "Running against daemon: "] {
        assert!(version.contains(line), "{version}");
    }
}

fn host_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap().trim().to_owned()
}

#[test]
fn the_host_is_described() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let node = daemon.virsh(["nodeinfo"]).succeeds();
    let cpus = std::thread::available_parallelism().unwrap();
    for line in ["CPU model:           x86_64", "CPU(s):", "Memory size:"] {
        assert!(node.contains(line), "{node}");
    }
    let told = node.lines().find(|line| line.starts_with("CPU(s):")).unwrap();
    assert!(told.split_whitespace().last().unwrap().parse::<usize>().unwrap() >= cpus.get(), "{node}");
    daemon.virsh(["maxvcpus", "--type", "qemu"]).succeeds();
    let capabilities = daemon.virsh(["capabilities"]).succeeds();
    for element in
        ["<capabilities>", "<arch name='x86_64'>", "<emulator>/usr/bin/qemu-system-x86_64</emulator>"]
    {
        assert!(capabilities.contains(element), "{element} is not in\n{capabilities}");
    }
    let domain = daemon.virsh(["domcapabilities", "--virttype", "qemu", "--machine", "q35"]).succeeds();
    assert!(domain.contains("<domain>qemu</domain>") && domain.contains("<machine>pc-q35-"), "{domain}");
}

#[test]
fn deprecated_machines_are_marked_in_the_capabilities() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let capabilities = daemon.virsh(["capabilities"]).succeeds();
    let marked =
        capabilities.lines().filter(|line| line.contains("<machine ") && line.contains("deprecated='yes'"));
    let help =
        support::run(std::process::Command::new("qemu-system-x86_64").args(["-machine", "help"])).succeeds();
    let known = help.lines().filter(|line| line.contains("(deprecated)")).count();
    if known > 0 {
        assert!(marked.count() >= known, "QEMU deprecates {known} machines\n{help}\n{capabilities}");
    }
}

#[test]
fn what_is_not_there_is_said_as_libvirt_says_it() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    for (command, complaint) in [
        (vec!["dominfo", "nope"], "error: failed to get domain 'nope'"),
        (vec!["domstate", "7"], "error: failed to get domain '7'"),
        (vec!["define", "/dev/null"], "error: Failed to define domain from /dev/null"),
    ] {
        let error = daemon.virsh(&command).fails();
        assert!(error.contains(complaint), "{command:?}: {error}");
    }
}

#[test]
fn object_kinds_that_are_not_served_answer_as_a_libvirt_without_their_driver() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    if daemon.is_reference() {
        return;
    }
    for command in ["net-list", "pool-list", "iface-list", "nwfilter-list", "secret-list", "nodedev-list"] {
        let error = daemon.virsh([command]).fails();
        assert!(
            error.contains("this function is not supported by the connection driver: vir"),
            "{command}: {error}"
        );
    }
}
