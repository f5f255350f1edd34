//! Each taint flag that something can set here, as stock virsh sees it: in the messages, in both logs, and gone when the
//! guest has stopped. Those not here have stories of their own; nothing sets disk-probing and external-launch, this
//! version serves no disk with nbdkit, and a CD drive of the host is rare where tests run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::unix::net::UnixListener;
use std::time::Duration;

use serde_json::json;
use support::{Daemon, FakeEmulator, Guest, Need, needs, until};

/// Demands the message, both log lines, the flag in the status file, and that nothing is left of it after the stop.
fn has_flag(daemon: &Daemon, guest: &str, flag: &str, sentence: &str) {
    assert_eq!(daemon.messages(guest), [format!("tainted: {sentence}")]);
    daemon.has_logged(guest, flag);
    let status = fs::read_to_string(daemon.path(&format!("run/qemu/{guest}.xml"))).unwrap();
    assert!(status.contains(&format!("<taint flag='{flag}'/>")), "{status}");
    daemon.virsh(["destroy", guest]).succeeds();
    assert!(daemon.messages(guest).iter().all(|message| message.starts_with("forecast: ")));
}

fn start(daemon: &Daemon, name: &str, xml: &str) {
    let file = daemon.path(&format!("{name}.xml"));
    fs::write(&file, xml).unwrap();
    daemon.virsh(["define", file.to_str().unwrap()]).succeeds();
    daemon.virsh(["start", name]).succeeds();
}

/// The definition with the namespace of QEMU's own elements.
fn with_qemu(guest: &Guest, elements: &str) -> String {
    let xml = guest.xml().replacen(
        "<domain type='qemu'>",
        "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>",
        1,
    );
    xml.replacen("</domain>", &format!("{elements}</domain>"), 1)
}

#[test]
fn flags_of_definitions() {
    needs!(Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let daemon = Daemon::start_with_fake(&fake);
    let guest = |name: &str| Guest::named(name).emulator(fake.path());
    let caps = "<qemu:capabilities><qemu:del capability='query-display-options'/></qemu:capabilities>";
    start(&daemon, "caps", &with_qemu(&guest("caps"), caps));
    has_flag(&daemon, "caps", "custom-hypervisor-feature", "hypervisor feature autodetection override");
    let device = "<qemu:override><qemu:device alias='video0'><qemu:frontend>\
                  <qemu:property name='xres' type='unsigned' value='640'/></qemu:frontend></qemu:device></qemu:override>";
    let video = guest("device").device("<video><model type='vga'/></video>");
    start(&daemon, "device", &with_qemu(&video, device));
    has_flag(&daemon, "device", "custom-device", "custom device configuration");
    let dtb = guest("dtb").xml().replacen("</os>", "<dtb>/dev/null</dtb></os>", 1);
    start(&daemon, "dtb", &dtb);
    has_flag(&daemon, "dtb", "custom-dtb", "custom device tree blob used");
}

#[test]
fn flags_of_settings() {
    needs!(Need::Virsh, Need::Root);
    let fake = FakeEmulator::qemu_5_2();
    let guest = || Guest::named("a").emulator(fake.path());
    let emulator = format!("[emulators]\nx86_64 = \"{}\"\n", fake.path().display());
    let daemon = Daemon::start_with(&format!("qemu_user = \"root\"\n{emulator}"));
    daemon.start_guest(&guest());
    has_flag(&daemon, "a", "high-privileges", "running with undesirable elevated privileges");
    let filters = "capability_filters = [\"query-display-options\"]\n";
    let daemon = Daemon::start_with(&format!("{filters}{emulator}"));
    daemon.start_guest(&guest());
    has_flag(&daemon, "a", "custom-hypervisor-feature", "hypervisor feature autodetection override");
}

#[test]
fn memory_that_comes_in_with_the_hosts_cpu() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").cpu("<cpu mode='maximum'/>"));
    assert_eq!(daemon.messages("a"), Vec::<String>::new(), "a plain start is not marked");
    daemon.virsh(["managedsave", "a"]).succeeds();
    daemon.virsh(["start", "a"]).succeeds();
    has_flag(&daemon, "a", "host-cpu", "potentially unsafe use of host CPU passthrough");
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
}

#[test]
fn a_device_that_could_not_be_plugged_has_been_tried() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    let file = daemon.path("nic.xml");
    fs::write(&file, "<interface type='user'><script path='/bin/true'/></interface>").unwrap();
    daemon.virsh(["attach-device", "a", "--live", file.to_str().unwrap()]).fails();
    has_flag(&daemon, "a", "shell-scripts", "network configuration using opaque shell scripts");
}

#[test]
fn a_command_for_the_agent_once_that_is_there() {
    needs!(Need::Virsh, Need::Root);
    let mut fake = FakeEmulator::qemu_5_2();
    let channel = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
    let mut daemon = Daemon::start_with_fake(&fake);
    daemon.start_guest(&Guest::named("a").emulator(fake.path()).device(channel));
    let ping = ["qemu-agent-command", "a", "{\"execute\":\"guest-ping\"}", "--timeout", "1"];
    assert!(daemon.virsh(ping).fails().contains("not connected"));
    assert_eq!(daemon.messages("a"), Vec::<String>::new(), "nothing was sent");
    // The fake has no agent: the test listens in its place, and says that somebody is there.
    daemon.virsh(["destroy", "a"]).succeeds();
    fake.becomes(|profile| {
        profile["replies"]["query-chardev"] =
            json!([{"label": "charchannel0", "filename": "unix:x", "frontend-open": true}]);
        let devices = ["channel0", "virtio-serial0"];
        profile["replies"]["qom-list"] =
            devices.iter().map(|name| json!({"name": name, "type": "child<x>"})).collect();
    });
    daemon.virsh(["start", "a"]).succeeds();
    daemon.stop();
    daemon.start_again();
    let live = || daemon.virsh(["dumpxml", "a"]).succeeds();
    until("the channel is connected", Duration::from_secs(10), || {
        live().contains("state='connected'").then_some(())
    });
    let path = live().split("mode='bind' path='").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    let _gone = fs::remove_file(&path);
    let _agent = UnixListener::bind(&path).unwrap();
    assert!(daemon.virsh(ping).fails().contains("guest agent"));
    has_flag(&daemon, "a", "custom-ga-command", "custom guest agent control commands issued");
}
