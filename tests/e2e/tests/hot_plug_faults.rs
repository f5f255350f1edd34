//! What can go wrong while a device comes or goes leaves the guest as it was, or cleanly stopped, and the next call
//! works.
//!
//! A QEMU that stands still (SIGSTOP) answers nothing: time enough for mischief.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use support::{Daemon, Guest, Need, needs, until};

const PATIENCE: Duration = Duration::from_secs(15);

fn guest() -> Guest {
    Guest::named("a")
        .device("<controller type='scsi' model='virtio-scsi'/>")
        .device("<controller type='usb' model='qemu-xhci' ports='8'/>")
}

fn image(daemon: &Daemon, name: &str) -> String {
    let path = daemon.root().join(name);
    std::fs::File::create(&path).unwrap().set_len(8 << 20).unwrap();
    path.display().to_string()
}

fn xml(daemon: &Daemon) -> String {
    daemon.virsh(["dumpxml", "a"]).succeeds()
}

fn signal(daemon: &Daemon, signal: Signal) {
    kill_process(Pid::from_raw(daemon.guest_pid("a")).unwrap(), signal).unwrap();
}

fn block_nodes(daemon: &Daemon) -> usize {
    let told = daemon.virsh(["qemu-monitor-command", "a", r#"{"execute":"query-named-block-nodes"}"#]);
    told.succeeds().matches("\"node-name\"").count()
}

#[test]
fn a_device_that_qemu_refuses_leaves_nothing() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&guest());
    let (before, image) = (xml(&daemon), image(&daemon, "raw"));
    let attach = |format: &str, live: &str| {
        daemon.virsh(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--subdriver", format, live])
    };
    for _ in 0..2 {
        let refused = attach("qcow2", "--persistent").fails();
        assert!(refused.contains("unable to execute QEMU command 'blockdev-add'"), "{refused}");
    }
    let serial = daemon.root().join("serial.xml");
    std::fs::write(&serial, "<serial type='pty'/>").unwrap();
    for _ in 0..2 {
        // The second one would find what the first one left.
        let refused = daemon.virsh(["attach-device", "a", serial.to_str().unwrap(), "--live"]).fails();
        assert!(refused.contains("'device_add': Bus 'isa.0' does not support hotplugging"), "{refused}");
    }
    assert_eq!(xml(&daemon), before);
    assert!(!daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains(&image), "both or none");
    assert_eq!(block_nodes(&daemon), 0);
    attach("raw", "--live").succeeds();
}

#[test]
fn qemu_dies_while_a_device_comes() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&guest());
    let image = image(&daemon, "raw");
    signal(&daemon, Signal::STOP);
    let client =
        daemon.virsh_running(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--persistent"]);
    std::thread::sleep(Duration::from_millis(500));
    signal(&daemon, Signal::KILL);
    let ended = client.wait_with_output().unwrap();
    assert!(!ended.status.success(), "{ended:?}");
    until("the guest is off", PATIENCE, || daemon.state("a").starts_with("shut off").then_some(()));
    assert!(!xml(&daemon).contains(&image), "the stored definition is as before");
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--live"]).succeeds();
}

#[test]
fn qemu_dies_while_a_device_goes() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&guest());
    let image = image(&daemon, "raw");
    daemon.virsh(["attach-disk", "a", &image, "vda", "--targetbus", "virtio", "--persistent"]).succeeds();
    // No operating system is there to let it go: the call waits.
    let client = daemon.virsh_running(["detach-disk", "a", "vda", "--persistent"]);
    std::thread::sleep(Duration::from_millis(1000));
    signal(&daemon, Signal::KILL);
    assert!(!client.wait_with_output().unwrap().status.success());
    until("the guest is off", PATIENCE, || daemon.state("a").starts_with("shut off").then_some(()));
    assert!(xml(&daemon).contains(&image), "it was not taken away");
    daemon.virsh(["start", "a"]).succeeds();
}

#[test]
fn a_client_that_goes_away_stops_nothing_half_way() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&guest());
    let image = image(&daemon, "raw");
    signal(&daemon, Signal::STOP);
    let mut client =
        daemon.virsh_running(["attach-disk", "a", &image, "sdb", "--targetbus", "usb", "--persistent"]);
    std::thread::sleep(Duration::from_millis(500));
    client.kill().unwrap();
    client.wait().unwrap();
    signal(&daemon, Signal::CONT);
    until("the disk is there, running and stored", PATIENCE, || {
        let stored = daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds();
        (xml(&daemon).contains(&image) && stored.contains(&image)).then_some(())
    });
    daemon.virsh(["detach-disk", "a", "sdb", "--persistent"]).succeeds();
    assert_eq!(block_nodes(&daemon), 0);
}

#[test]
fn a_guest_that_never_lets_go_keeps_nobody_waiting() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&guest());
    let image = image(&daemon, "raw");
    daemon.virsh(["attach-disk", "a", &image, "vda", "--targetbus", "virtio", "--live"]).succeeds();
    let begun = Instant::now();
    let client = daemon.virsh_running(["detach-disk", "a", "vda", "--live"]);
    std::thread::sleep(Duration::from_millis(500));
    // Reading and asking QEMU go through meanwhile.
    let asked = Instant::now();
    assert!(xml(&daemon).contains(&image));
    daemon.virsh(["qemu-monitor-command", "a", "--hmp", "info status"]).succeeds();
    daemon.virsh(["domblkinfo", "a", "vda"]).succeeds();
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    // The request is sent; that nothing came of it is no mistake.
    assert!(client.wait_with_output().unwrap().status.success());
    assert!((4..10).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    assert!(xml(&daemon).contains(&image), "it is still there, and so it says");
    daemon.virsh(["suspend", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
}
