//! libvirt-python, unmodified, with its own event loop.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

/// Runs the event loop in a thread of its own, as every Python program does.
const EVENT_LOOP: &str = r"
import threading, time
libvirt.registerErrorHandler(lambda context, error: None, None)
libvirt.virEventRegisterDefaultImpl()
libvirt.virEventAddTimeout(100, lambda *a: None, None)
def loop():
    while True: libvirt.virEventRunDefaultImpl()
threading.Thread(target=loop, daemon=True).start()
";

#[test]
fn messages_are_read_as_a_list() {
    needs!(Need::Virsh, Need::Python, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").environment("X", "1"));
    let said = daemon.python("print(libvirt.open(uri).lookupByName('a').messages())").succeeds();
    assert_eq!(said.trim(), "['tainted: custom configuration parameters specified']");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn errors_carry_their_code_and_domain() {
    needs!(Need::Python);
    let daemon = Daemon::start();
    let script = r"
libvirt.registerErrorHandler(lambda context, error: None, None)
try: libvirt.open(uri).lookupByName('nope')
except libvirt.libvirtError as e: print(e.get_error_code(), e.get_error_domain(), e.get_str1(), e.get_str2(), e)
";
    let said = daemon.python(script).succeeds();
    let detail = "no domain with matching name 'nope'";
    assert_eq!(
        said.trim(),
        format!("42 10 Domain not found: %s {detail} Domain not found: {detail}").replace("%s", "%1$s")
    );
}

#[test]
fn a_life_is_told_in_events_in_libvirts_order() {
    needs!(Need::Python, Need::Qemu);
    let daemon = Daemon::start();
    let xml = Guest::named("a").xml();
    let script = format!(
        r#"{EVENT_LOOP}
c = libvirt.open(uri); seen = []
c.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lambda c, d, e, x, o: seen.append((d.name(), e, x)), None)
c.setKeepAlive(1, 3)
d = c.defineXML("""{xml}""")
d.create(); d.suspend(); d.resume(); d.destroy(); d.undefine()
time.sleep(0.5)
print([(e, x) for n, e, x in seen])
"#
    );
    let said = daemon.python(&script).succeeds();
    let defined = "(0, 0)";
    let started = "(4, 0), (2, 0)";
    let paused_and_back = "(3, 0), (4, 0)";
    let destroyed = "(6, 2), (5, 1)";
    let undefined = "(1, 0)";
    let order = [defined, started, paused_and_back, destroyed, undefined].join(", ");
    assert_eq!(said.trim(), format!("[{order}]"));
}

#[test]
fn keepalive_holds_a_silent_connection() {
    needs!(Need::Python);
    let daemon = Daemon::start();
    let script = format!(
        "{EVENT_LOOP}
c = libvirt.open(uri)
c.setKeepAlive(1, 2)
time.sleep(5)
print(c.isAlive(), c.getHostname() != '')
"
    );
    assert_eq!(daemon.python(&script).succeeds().trim(), "1 True");
}

#[test]
fn bulk_stats_come_with_their_guests() {
    needs!(Need::Python, Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("on"));
    daemon.define(&Guest::named("off"));
    let script = "
for d, s in sorted(libvirt.open(uri).getAllDomainStats(libvirt.VIR_DOMAIN_STATS_STATE), key=lambda p: p[0].name()):
    print(d.name(), s)
";
    let said = daemon.python(script).succeeds();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        ["off {'state.state': 5, 'state.reason': 0}", "on {'state.state': 1, 'state.reason': 1}"]
    );
    daemon.virsh(["destroy", "on"]).succeeds();
}

#[test]
fn metadata_that_is_not_there_has_a_code_of_its_own() {
    needs!(Need::Python, Need::Virsh);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    let script = r"
libvirt.registerErrorHandler(lambda context, error: None, None)
try: libvirt.open(uri).lookupByName('a').metadata(libvirt.VIR_DOMAIN_METADATA_ELEMENT, 'http://example.org/m')
except libvirt.libvirtError as e: print(e.get_error_code(), e.get_error_domain(), e)
";
    let said = daemon.python(script).succeeds();
    assert_eq!(said.trim(), "80 20 metadata not found: Requested metadata element is not present");
}
