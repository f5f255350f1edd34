//! A guest without an agent, or with one that has not come yet, says so at once in libvirt's words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

/// Asks for all that only an agent can do; prints what is not refused with the code that is expected.
const ASK: &str = r"
c = libvirt.open(uri); d = c.lookupByName('a')
libvirt.registerErrorHandler(lambda context, error: None, None)
asked = 0
for name, ask in [('time', d.getTime), ('name', lambda: d.hostname(0)), ('fs', d.fsInfo),
        ('freeze', d.fsFreeze), ('thaw', d.fsThaw), ('info', d.guestInfo),
        ('addresses', lambda: d.interfaceAddresses(1)), ('vcpus', lambda: d.setGuestVcpus('0', 1)),
        ('password', lambda: d.setUserPassword('root', 'x', 0)),
        ('keys', lambda: d.authorizedSSHKeysGet('root')), ('sleep', lambda: d.pMSuspendForDuration(0, 0))]:
    asked += 1
    try: print(name, ask())
    except libvirt.libvirtError as e:
        if (e.get_error_code(), e.get_error_message()) != EXPECTED: print(name, e.get_error_code(), e)
print(asked)
";

#[track_caller]
fn refuses(guest: &Guest, expected: &str) {
    let daemon = Daemon::start();
    daemon.start_guest(guest);
    assert_eq!(daemon.python(&ASK.replace("EXPECTED", expected)).succeeds().trim(), "11");
}

#[test]
fn none_is_configured() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    refuses(&Guest::named("a"), "(74, 'argument unsupported: QEMU guest agent is not configured')");
}

#[test]
fn none_has_come_yet() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let channel = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";
    let expected = "(86, 'Guest agent is not responding: QEMU guest agent is not connected')";
    refuses(&Guest::named("a").device(channel), expected);
}
