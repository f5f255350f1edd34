//! What a guest does by itself (power off, reboot, panic) is answered as its definition says, and told in
//! libvirt's order of events: each line below is what libvirt 11.3 told for the same guest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use support::{Daemon, Guest, Need, needs};

/// Waits a second by the guest's clock, so that its start is told before what it does.
const WAIT: &[u8] = &[0xfb, 0xb9, 20, 0, 0xf4, 0xe2, 0xfd];
/// Writes to the port by which a PC of the i440FX chipset powers itself off.
const POWER_OFF: &[u8] = &[0xba, 0x04, 0x06, 0xb8, 0x00, 0x20, 0xef, 0xeb, 0xfe];
/// Writes to the port by which it resets itself.
const REBOOT: &[u8] = &[0xba, 0xf9, 0x0c, 0xb0, 0x06, 0xee, 0xeb, 0xfe];
/// Writes to the panic device's port.
const PANIC: &[u8] = &[0xba, 0x05, 0x05, 0xb0, 0x01, 0xee, 0xf4, 0xeb, 0xfd];

/// Runs a guest that does this once a second, and returns what is told until it stops or `enough` was told.
fn told(act: &[u8], element: &str, device: &str, enough: &str) -> (String, String) {
    let daemon = Daemon::start();
    let disk = daemon.path("disk.img");
    write_sector(&disk, act);
    let guest = Guest::named("g").with(element).device(device).device(&format!(
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}'/>\
         <target dev='hda' bus='ide'/></disk>",
        disk.display()
    ));
    daemon.define(&guest);
    let script = format!(
        "import threading, time
libvirt.virEventRegisterDefaultImpl()
threading.Thread(target=lambda: [libvirt.virEventRunDefaultImpl() for _ in iter(int, 1)], daemon=True).start()
c = libvirt.open(uri)
told = []
c.domainEventRegisterAny(None, 0, lambda c, d, event, detail, o: told.append(f'{{event}}/{{detail}}'), None)
c.domainEventRegisterAny(None, 1, lambda c, d, o: told.append('reboot') if told[-1:] != ['reboot'] else None, None)
d = c.lookupByName('g')
d.create()
end = time.time() + 20
while time.time() < end and '5/' not in ' '.join(told) and {enough:?} not in ' '.join(told):
    time.sleep(0.02)
print(' '.join(told))
"
    );
    let told = daemon.python(&script).succeeds().trim().to_owned();
    let state = daemon.state("g");
    (told, state)
}

fn write_sector(path: &Path, act: &[u8]) {
    let mut sector = [WAIT, act].concat();
    sector.resize(510, 0);
    sector.extend([0x55, 0xaa]);
    sector.resize(1 << 20, 0);
    fs::write(path, sector).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap();
}

const PANIC_DEVICE: &str = "<panic model='isa'/>";

#[test]
fn powering_off_ends_it() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let (told, state) = told(POWER_OFF, "", "", "never");
    assert_eq!((told.as_str(), state.as_str()), ("4/0 2/0 6/1 5/0", "shut off (shutdown)"));
}

#[test]
fn powering_off_restarts_it_where_that_is_wanted() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let (told, state) = told(POWER_OFF, "<on_poweroff>restart</on_poweroff>", "", "reboot");
    assert_eq!((told.as_str(), state.as_str()), ("4/0 2/0 reboot", "running (booted)"));
}

#[test]
fn a_reboot_ends_it_where_that_is_wanted() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let (told, state) = told(REBOOT, "<on_reboot>destroy</on_reboot>", "", "never");
    assert_eq!((told.as_str(), state.as_str()), ("4/0 2/0 6/1 5/0", "shut off (shutdown)"));
}

#[test]
fn a_panic_ends_it_as_crashed() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let (told, state) = told(PANIC, "<on_crash>destroy</on_crash>", PANIC_DEVICE, "never");
    assert_eq!((told.as_str(), state.as_str()), ("4/0 2/0 8/0 6/2 5/2", "shut off (crashed)"));
}

#[test]
fn a_panic_restarts_it_where_that_is_wanted() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let (told, _) = told(PANIC, "<on_crash>restart</on_crash>", PANIC_DEVICE, "reboot 4/0");
    assert!(told.starts_with("4/0 2/0 8/0 reboot 4/0"), "{told}");
}

#[test]
fn a_panic_is_kept_where_that_is_wanted() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let (told, state) = told(PANIC, "<on_crash>preserve</on_crash>", PANIC_DEVICE, "8/0");
    assert_eq!((told.as_str(), state.as_str()), ("4/0 2/0 8/0", "crashed (panicked)"));
}
