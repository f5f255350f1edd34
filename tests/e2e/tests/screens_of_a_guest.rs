//! Screens are pictured, displays take handed-over clients, keys are pressed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

fn with_screen() -> Guest {
    Guest::named("a")
        .device("<graphics type='vnc'><listen type='socket'/></graphics>")
        .device("<video><model type='vga'/></video>")
}

/// Takes a picture, then becomes a client of the display in both ways.
const LOOK: &str = r"
import os, socket
c = libvirt.open(uri); d = c.lookupByName('a')
libvirt.registerErrorHandler(lambda context, error: None, None)
s = c.newStream(0)
print(d.screenshot(s, 0, 0))
picture = []
s.recvAll(lambda stream, data, opaque: picture.append(data), None)
s.finish()
print(b''.join(picture)[:4])
try: d.screenshot(c.newStream(0), 7, 0)
except libvirt.libvirtError as e: print(e)
given = socket.socket(fileno=d.openGraphicsFD(0, 0))
print(given.recv(12))
ours, theirs = socket.socketpair()
d.openGraphics(0, theirs.fileno(), 0)
print(ours.recv(12))
try: d.openGraphicsFD(3, 0)
except libvirt.libvirtError as e: print(e)
";

#[test]
fn pictures_and_clients() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let daemon = Daemon::start();
    daemon.start_guest(&with_screen());
    let said = daemon.python(LOOK).succeeds();
    let expected = "image/png\nb'\\x89PNG'\n\
                    Requested operation is not valid: no such screen ID\n\
                    b'RFB 003.008\\n'\nb'RFB 003.008\\n'\n\
                    internal error: No graphics backend with index 3";
    assert_eq!(said.trim(), expected);
}

#[test]
fn keys_of_several_worlds() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&with_screen());
    daemon.virsh(["send-key", "a", "KEY_LEFTCTRL", "KEY_C"]).succeeds();
    daemon.virsh(["send-key", "a", "--codeset", "usb", "0x04"]).succeeds();
    let refused = daemon.virsh(["send-key", "a", "3000"]).fails();
    assert!(refused.contains("cannot translate keycode 3000 of linux codeset to qnum keycode"), "{refused}");
    daemon.virsh(["inject-nmi", "a"]).succeeds();
}
