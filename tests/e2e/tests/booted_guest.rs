//! A guest that really boots: its console, its power button, its reset.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::Duration;

use support::{Daemon, GREETING, Guest, Need, needs, until};

/// Types into stock `virsh console`: waits for the greeting after a reset, sends `abc`, wants `ABC`.
const TYPE_INTO_CONSOLE: &str = r"
import pexpect, subprocess
c = pexpect.spawn('virsh', ['-c', uri, 'console', 'a', '--force'], encoding='utf-8', timeout=30)
c.expect('Escape character')
subprocess.run(['virsh', '-q', '-c', uri, 'reset', 'a'], check=True)
c.expect('FERROVIRT READY')
c.send('abc')
c.expect('ABC')
c.send('\x1d')
c.expect(pexpect.EOF)
print('typed')
";

/// Reads a console stream through libvirt-python without an event loop.
const READ_CONSOLE: &str = r"
c = libvirt.open(uri); d = c.lookupByName('a')
s = c.newStream(0)
d.openConsole(None, s, 0)
d.reset()
seen = b''
while b'FERROVIRT READY' not in seen: seen += s.recv(1024)
second = c.newStream(0)
libvirt.registerErrorHandler(lambda context, error: None, None)
try: d.openConsole(None, second, 0)
except libvirt.libvirtError as e: print(e)
s.finish()
";

#[test]
fn virsh_console_talks_to_it() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Pexpect);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").booting(daemon.root()));
    assert_eq!(daemon.python(TYPE_INTO_CONSOLE).succeeds().trim(), "typed");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn only_one_has_its_console() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").booting(daemon.root()));
    let said = daemon.python(READ_CONSOLE).succeeds();
    assert_eq!(said.trim(), "operation failed: Active console session exists for this domain");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn its_power_button_switches_it_off() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").booting(daemon.root()).with(AS_USUAL));
    shut_down(&daemon);
    assert_eq!(daemon.state("a"), "shut off (shutdown)");
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
}

#[test]
fn its_power_button_reboots_it_when_a_reboot_was_asked_for() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let log = daemon.path("serial.log");
    let serial = format!("<serial type='file'><source path='{}'/></serial>", log.display());
    let disk = daemon.path("a.img");
    support::write_boot_disk(&disk);
    let disk =
        format!("<disk type='file'><source file='{}'/><target dev='hda' bus='ide'/></disk>", disk.display());
    daemon.start_guest(&Guest::named("a").device(&disk).device(&serial).with(AS_USUAL));
    let booted = || std::fs::read_to_string(&log).unwrap_or_default().matches(GREETING).count();
    until("the guest boots", Duration::from_secs(60), || (booted() == 1).then_some(()));
    let (pid, id) = (daemon.guest_pid("a"), daemon.virsh(["domid", "a"]).succeeds());
    daemon.virsh(["reboot", "a", "--mode", "acpi"]).succeeds();
    until("the guest boots again", Duration::from_secs(60), || (booted() == 2).then_some(()));
    assert_eq!((daemon.guest_pid("a"), daemon.virsh(["domid", "a"]).succeeds()), (pid, id));
    assert!(daemon.state("a").starts_with("running"));
    daemon.virsh(["destroy", "a"]).succeeds();
}

/// What happens at the end, as nearly every definition has it.
const AS_USUAL: &str =
    "<on_poweroff>destroy</on_poweroff><on_reboot>restart</on_reboot><on_crash>destroy</on_crash>";

/// Presses the power button until the guest, once it has booted, notices.
fn shut_down(daemon: &Daemon) {
    until("the guest is off", Duration::from_secs(60), || {
        let _off_already = daemon.virsh(["shutdown", "a", "--mode", "acpi"]);
        std::thread::sleep(Duration::from_millis(500));
        daemon.state("a").starts_with("shut off").then_some(())
    });
}
