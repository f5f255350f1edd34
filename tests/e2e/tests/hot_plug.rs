//! Devices, CPUs and I/O threads come to a running guest and go again, through stock clients.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::Duration;

use support::{Daemon, Guest, Need, needs, until};

const PATIENCE: Duration = Duration::from_secs(10);

/// A guest with controllers that disks come to, on a board that has room.
fn roomy() -> Guest {
    Guest::named("a")
        .device("<controller type='scsi' model='virtio-scsi'/>")
        .device("<controller type='usb' model='qemu-xhci' ports='8'/>")
        .device("<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>")
}

/// An image of 8 MiB.
fn image(daemon: &Daemon, name: &str) -> String {
    let path = daemon.root().join(name);
    std::fs::File::create(&path).unwrap().set_len(8 << 20).unwrap();
    path.display().to_string()
}

/// A description of a device in a file.
fn described(daemon: &Daemon, element: &str) -> String {
    let path = daemon.root().join("device.xml");
    std::fs::write(&path, element).unwrap();
    path.display().to_string()
}

fn xml(daemon: &Daemon) -> String {
    daemon.virsh(["dumpxml", "a"]).succeeds()
}

fn stored(daemon: &Daemon) -> String {
    daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds()
}

#[test]
fn disks_come_and_go_on_every_bus() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    for (target, bus) in [("vda", "virtio"), ("sda", "scsi"), ("sdb", "usb")] {
        let image = image(&daemon, target);
        daemon.virsh(["attach-disk", "a", &image, target, "--targetbus", bus, "--live"]).succeeds();
        assert!(xml(&daemon).contains(&format!("<source file='{image}' index='")), "{}", xml(&daemon));
        assert!(!stored(&daemon).contains(&image));
        assert!(daemon.virsh(["domblkinfo", "a", target]).succeeds().contains("8388608"));
    }
    // What the guest has no say in is gone at once.
    for target in ["sda", "sdb"] {
        daemon.virsh(["detach-disk", "a", target, "--live"]).succeeds();
        assert!(!xml(&daemon).contains(&format!("dev='{target}'")));
    }
    let nodes = daemon.virsh(["qemu-monitor-command", "a", r#"{"execute":"query-named-block-nodes"}"#]);
    assert_eq!(nodes.succeeds().matches("\"node-name\"").count(), 1, "nothing of them stays in QEMU");
}

#[test]
fn a_chain_of_images_comes_whole_and_goes_whole() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let below = image(&daemon, "below.raw");
    let top = daemon.root().join("top.qcow2").display().to_string();
    let mut make = std::process::Command::new("qemu-img");
    make.args(["create", "-q", "-f", "qcow2", "-F", "raw", "-b", &below, &top]);
    support::run(&mut make).succeeds();
    let disk = ["attach-disk", "a", &top, "sda", "--targetbus", "scsi", "--subdriver", "qcow2", "--live"];
    daemon.virsh(disk).succeeds();
    let xml = xml(&daemon);
    assert!(xml.contains("<backingStore type='file' index=") && xml.contains(&below), "{xml}");
    daemon.virsh(["detach-disk", "a", "sda", "--live"]).succeeds();
    let nodes = daemon.virsh(["qemu-monitor-command", "a", r#"{"execute":"query-named-block-nodes"}"#]);
    assert_eq!(nodes.succeeds().matches("\"node-name\"").count(), 0);
}

#[test]
fn a_device_comes_to_the_running_guest_to_the_stored_one_or_to_both() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let rng = described(&daemon, "<rng model='virtio'><backend model='builtin'/></rng>");
    let count = |xml: String| xml.matches("<rng ").count();
    for (flags, live, config) in [
        (&["--live"][..], 1, 0),
        (&["--config"], 1, 1),
        (&["--live", "--config"], 2, 2),
        (&["--persistent"], 3, 3),
    ] {
        let arguments = [&["attach-device", "a", rng.as_str()][..], flags].concat();
        daemon.virsh(arguments).succeeds();
        assert_eq!((count(xml(&daemon)), count(stored(&daemon))), (live, config), "{flags:?}");
    }
    daemon.virsh(["destroy", "a"]).succeeds();
    assert_eq!(count(xml(&daemon)), 3);
    daemon.virsh(["start", "a"]).succeeds();
    assert_eq!(count(xml(&daemon)), 3, "what was stored starts");
}

#[test]
fn media_are_changed() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let (one, other) = (image(&daemon, "one.iso"), image(&daemon, "other.iso"));
    daemon.virsh(["change-media", "a", "hdc", &one, "--insert", "--live"]).succeeds();
    assert!(xml(&daemon).contains(&one));
    daemon.virsh(["change-media", "a", "hdc", &other, "--update", "--live", "--config"]).succeeds();
    assert!(
        xml(&daemon).contains(&other) && !xml(&daemon).contains(&one) && stored(&daemon).contains(&other)
    );
    daemon.virsh(["change-media", "a", "hdc", "--eject", "--live"]).succeeds();
    assert!(!xml(&daemon).contains(&other));
    let refused = daemon.virsh(["change-media", "a", "hdc", "/nowhere", "--insert", "--live"]).fails();
    assert!(refused.contains("Cannot access storage file '/nowhere'"), "{refused}");
}

#[test]
fn interfaces_come_and_their_links_change() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let nic = "<interface type='user'><mac address='52:54:00:00:00:07'/><model type='virtio'/></interface>";
    daemon.virsh(["attach-device", "a", &described(&daemon, nic), "--live"]).succeeds();
    daemon.virsh(["domif-setlink", "a", "52:54:00:00:00:07", "down"]).succeeds();
    assert!(xml(&daemon).contains("<link state='down'/>"));
    let other = nic.replace("virtio", "e1000");
    let refused = daemon.virsh(["update-device", "a", &described(&daemon, &other), "--live"]).fails();
    assert!(
        refused.contains("Operation not supported: cannot modify network device model from virtio to e1000"),
        "{refused}"
    );
}

#[test]
fn cpus_and_io_threads_come() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let guest = Guest::named("a").with("<vcpu current='1'>4</vcpu>");
    let guest = guest.xml().replace("<vcpu>1</vcpu>", "");
    let file = daemon.root().join("a.xml");
    std::fs::write(&file, guest).unwrap();
    daemon.virsh(["define", file.to_str().unwrap()]).succeeds();
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["setvcpus", "a", "3", "--live"]).succeeds();
    assert!(daemon.virsh(["vcpucount", "a", "--live", "--active"]).succeeds().contains('3'));
    assert!(xml(&daemon).contains("<vcpu id='3' enabled='no' hotpluggable='yes'/>"), "{}", xml(&daemon));
    daemon.virsh(["setvcpu", "a", "3", "--enable", "--live"]).succeeds();
    assert!(xml(&daemon).contains("<vcpu id='3' enabled='yes' hotpluggable='yes' order='4'/>"));
    let refused = daemon.virsh(["setvcpus", "a", "9", "--live"]).fails();
    let words = "requested vcpus is greater than max allowable vcpus for the live domain: 9 > 4";
    assert!(refused.contains(words), "{refused}");
    daemon.virsh(["iothreadadd", "a", "7", "--live", "--config"]).succeeds();
    daemon.virsh(["iothreadset", "a", "7", "--poll-max-ns", "100", "--live"]).succeeds();
    assert!(xml(&daemon).contains("<poll max='100'/>") && stored(&daemon).contains("<iothread id='7'/>"));
    daemon.virsh(["iothreaddel", "a", "7", "--live"]).succeeds();
    assert!(!xml(&daemon).contains("iothread") && stored(&daemon).contains("<iothread id='7'/>"));
}

/// Plugs a disk in and out and says which events came, in their order.
const EVENTS: &str = r"
import threading, time
libvirt.virEventRegisterDefaultImpl()
def loop():
    while True: libvirt.virEventRunDefaultImpl()
threading.Thread(target=loop, daemon=True).start()
c = libvirt.open(uri); d = c.lookupByName('a'); seen = []
def on(word): return lambda c, d, alias, _: seen.append(word + ' ' + alias)
c.domainEventRegisterAny(d, libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, on('added'), None)
c.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, on('removed'), None)
x = '''<disk type='file' device='disk'><source file='IMAGE'/><target dev='sdb' bus='usb'/></disk>'''
d.attachDevice(x); d.detachDeviceAlias('usb-disk1', 1)
until = time.time() + 10
while len(seen) < 2 and time.time() < until: time.sleep(0.05)
print(', '.join(seen))
";

#[test]
fn what_comes_and_goes_is_told_by_event() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let script = EVENTS.replace("IMAGE", &image(&daemon, "disk"));
    assert_eq!(daemon.python(&script).succeeds().trim(), "added usb-disk1, removed usb-disk1");
}

#[test]
fn what_came_goes_after_the_daemon_died() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let image = image(&daemon, "disk");
    daemon.virsh(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--live"]).succeeds();
    daemon.kill();
    daemon.start_again();
    until("the monitor answers again", PATIENCE, || {
        daemon.virsh(["qemu-monitor-command", "a", "--hmp", "info status"]).ok().then_some(())
    });
    assert!(xml(&daemon).contains(&image));
    daemon.virsh(["detach-disk", "a", "sdb", "--live"]).succeeds();
    assert!(!xml(&daemon).contains(&image));
}

#[test]
fn what_went_while_no_daemon_was_there_is_known_to_be_gone() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let (before, image) = (xml(&daemon), image(&daemon, "disk"));
    daemon.virsh(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--live"]).succeeds();
    daemon.kill();
    unplug(&daemon, "usb-disk1");
    daemon.start_again();
    until("the disk is gone", PATIENCE, || (!xml(&daemon).contains(&image)).then_some(()));
    assert_eq!(xml(&daemon), before, "nothing else is");
    daemon.virsh(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--live"]).succeeds();
}

/// Talks to QEMU past any daemon.
fn unplug(daemon: &Daemon, alias: &str) {
    use std::io::{BufRead as _, BufReader, Write as _};
    let socket = daemon.path("lib/qemu/domain-1-a/monitor.sock");
    let mut stream = std::os::unix::net::UnixStream::connect(socket).unwrap();
    let said = BufReader::new(stream.try_clone().unwrap()).lines();
    write!(stream, "{{\"execute\":\"qmp_capabilities\"}}").unwrap();
    write!(stream, "{{\"execute\":\"device_del\",\"arguments\":{{\"id\":\"{alias}\"}}}}").unwrap();
    let gone = said.map_while(Result::ok).find(|line| line.contains("DEVICE_DELETED"));
    assert!(gone.is_some());
}

#[test]
fn findings_are_told_before_the_attempt() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    let nic = "<interface type='user'><script path='/bin/true'/><model type='virtio'/></interface>";
    let refused = daemon.virsh(["attach-device", "a", &described(&daemon, nic), "--live"]).fails();
    assert!(refused.contains("scripts are not supported on interfaces of type user"), "{refused}");
    assert_eq!(daemon.messages("a"), ["tainted: network configuration using opaque shell scripts"]);
}

#[test]
fn what_cannot_come_is_refused_in_libvirts_words() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&roomy());
    for (element, words) in [
        ("<sound model='ich6'/>", "Operation not supported: live attach of device 'sound' is not supported"),
        ("<hub type='usb'/>", "Operation not supported: live attach of device 'hub' is not supported"),
        ("<input type='mouse' bus='ps2'/>", "input device on bus 'ps2' cannot be hot plugged."),
        ("<controller type='usb' model='qemu-xhci'/>", "'usb' controller cannot be hot plugged."),
        ("<foo/>", "unsupported configuration: unknown device type 'foo'"),
        (
            "<disk type='file' device='disk'><source file='/x'/><target dev='hdd' bus='ide'/></disk>",
            "disk bus 'ide' cannot be hotplugged.",
        ),
    ] {
        let before = xml(&daemon);
        let refused = daemon.virsh(["attach-device", "a", &described(&daemon, element), "--live"]).fails();
        assert!(refused.contains(words), "{element}: {refused}");
        assert_eq!(xml(&daemon), before);
    }
    let gone = daemon.virsh(["detach-device-alias", "a", "nope", "--live"]).fails();
    assert!(gone.contains("internal error: no device found with alias nope"), "{gone}");
}
