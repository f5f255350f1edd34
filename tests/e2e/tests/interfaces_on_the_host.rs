//! Interfaces that are connected to the host get a TAP device each, plugged in and brought up, gone with the guest.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use support::{Daemon, Guest, Need, needs, run, until};

/// The device of the guest's interface, as the live definition names it.
fn device(daemon: &Daemon, guest: &str) -> String {
    let xml = daemon.virsh(["dumpxml", guest]).succeeds();
    let interface = xml.split("<interface").nth(1).unwrap();
    interface.split("<target dev='").nth(1).unwrap().split('\'').next().unwrap().to_owned()
}

fn is_there(device: &str) -> bool {
    Path::new("/proc/sys/net/ipv4/conf").join(device).exists()
}

#[test]
fn an_ethernet_interface_has_a_device_for_as_long_as_the_guest_runs() {
    needs!(Need::Virsh, Need::Qemu, Need::Root, Need::Tun);
    let daemon = Daemon::start();
    let interface = |more: &str| {
        Guest::named("a")
            .device(&format!("<interface type='ethernet'>{more}<model type='virtio'/></interface>"))
    };
    daemon.start_guest(&interface(""));
    let name = device(&daemon, "a");
    assert!(name.starts_with("vnet") && is_there(&name), "{name}");
    let told = daemon.virsh(["domiflist", "a"]).succeeds();
    assert!(told.contains(&name) && told.contains("ethernet"), "{told}");
    assert!(!daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains("vnet"));
    daemon.virsh(["destroy", "a"]).succeeds();
    // The kernel takes it away once the last who had it open is gone, and takes its time for that.
    until("the TAP device is gone", Duration::from_secs(5), || (!is_there(&name)).then_some(()));
    daemon.virsh(["undefine", "a"]).succeeds();
    daemon.define(&interface("<target dev='fvnone0' managed='no'/>"));
    let why = daemon.virsh(["start", "a"]).fails();
    assert!(why.contains("target managed='no' but specified dev doesn't exist"), "{why}");
}

/// A bridge of the test's own.
struct Bridge(&'static str);

impl Bridge {
    fn new(name: &'static str) -> Self {
        run(Command::new("ip").args(["link", "add", name, "type", "bridge"])).succeeds();
        run(Command::new("ip").args(["link", "set", name, "mtu", "1400", "up"])).succeeds();
        Self(name)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["link", "del", self.0]).status();
    }
}

#[test]
fn a_bridged_interface_is_a_port_of_the_bridge() {
    needs!(Need::Virsh, Need::Qemu, Need::Root, Need::Tun);
    let daemon = Daemon::start();
    let bridged = |bridge: &str| {
        Guest::named("a").device(&format!(
            "<interface type='bridge'><source bridge='{bridge}'/><mac address='52:54:00:aa:bb:cc'/>\
             <model type='virtio'/></interface>"
        ))
    };
    let bridge = Bridge::new("fvbr0");
    daemon.start_guest(&bridged(bridge.0));
    let name = device(&daemon, "a");
    let told = run(Command::new("ip").args(["link", "show", &name])).succeeds();
    for fact in ["master fvbr0", "mtu 1400", "UP", "fe:54:00:aa:bb:cc"] {
        assert!(told.contains(fact), "{told}");
    }
    daemon.virsh(["destroy", "a"]).succeeds();
    assert!(!is_there(&name));
    daemon.virsh(["undefine", "a"]).succeeds();
    daemon.define(&bridged("fvnobr0"));
    let why = daemon.virsh(["start", "a"]).fails();
    assert!(why.contains("Cannot get interface MTU on 'fvnobr0': No such device"), "{why}");
}

#[test]
fn what_this_host_has_not_is_refused_in_libvirts_words() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    for (name, interface, reason) in [
        (
            "network",
            "<interface type='network'><source network='nonet'/></interface>",
            "Network not found: no network with matching name 'nonet'",
        ),
        (
            "direct",
            "<interface type='direct'><source dev='nodev0' mode='bridge'/></interface>",
            "Unable to get index for interface nodev0: No such device",
        ),
    ] {
        daemon.define(&Guest::named(name).device(interface));
        let why = daemon.virsh(["start", name]).fails();
        assert!(why.contains(reason), "{why}");
    }
}
