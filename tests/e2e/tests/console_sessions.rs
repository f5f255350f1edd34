//! A console belongs to one client at a time: a second one is refused, may take it by force, and whoever lost it
//! neither reads nor types any more; it ends with the guest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

const SCRIPT: &str = r"
import threading, time
libvirt.registerErrorHandler(lambda *a: None, None)
def within(seconds, what, ask):
    end = time.time() + seconds
    while not ask():
        assert time.time() < end, what
        time.sleep(0.05)
def reader(stream):
    got = []
    def read():
        try:
            while True:
                part = stream.recv(1024)
                got.append(part)
                if not part:
                    return
        except libvirt.libvirtError as why:
            got.append(None)
    threading.Thread(target=read, daemon=True).start()
    return got
def console(flags=0):
    c = libvirt.open(uri)
    stream = c.newStream()
    c.lookupByName('g').openConsole(None, stream, flags)
    return c, stream
one = console()
first = reader(one[1])
one[1].send(b'a')
within(20, 'the guest answers', lambda: b'A' in b''.join(x for x in first if x))
try:
    console()
    assert False, 'a second client was let in'
except libvirt.libvirtError as why:
    assert why.get_error_code() == 9 and 'Active console session exists for this domain' in str(why), why
two = console(libvirt.VIR_DOMAIN_CONSOLE_FORCE)
second = reader(two[1])
within(5, 'the first one is told', lambda: first[-1:] in ([b''], [None]))
two[1].send(b'b')
within(20, 'the guest answers the second', lambda: b'B' in b''.join(x for x in second if x))
two[0].lookupByName('g').destroy()
within(5, 'the second one is told', lambda: second[-1:] in ([b''], [None]))
two[0].lookupByName('g').create()
three = console()
third = reader(three[1])
three[1].send(b'c')
within(20, 'a new run has a new console', lambda: b'C' in b''.join(x for x in third if x))
print('well')
";

#[test]
fn one_client_at_a_time() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("g").booting(daemon.root()));
    assert_eq!(daemon.python(SCRIPT).succeeds().trim(), "well");
}
