//! A read-only connection reads and does nothing else, whichever way it became one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Args, Daemon, Frame, Guest, Need, QEMU, RawClient, WireError, needs};

const NOBODY: &[u8; 16] = b"\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11";

fn nobody() -> Args {
    Args::new().domain("nope", *NOBODY, -1)
}

/// What changes something, with arguments that would do if it were allowed: number, arguments, function.
fn denied() -> Vec<(u32, Args, &'static str)> {
    let xml = || Args::new().text("<domain/>");
    vec![
        (9, nobody(), "virDomainCreate"),
        (10, xml().uint(0), "virDomainCreateXML"),
        (11, xml(), "virDomainDefineXML"),
        (12, nobody(), "virDomainDestroy"),
        (27, nobody().uint(0), "virDomainReboot"),
        (28, nobody(), "virDomainResume"),
        (33, nobody(), "virDomainShutdown"),
        (34, nobody(), "virDomainSuspend"),
        (35, nobody(), "virDomainUndefine"),
        (29, nobody().int(1), "virDomainSetAutostart"),
        (196, nobody().uint(0), "virDomainCreateWithFlags"),
        (245, nobody().uint(0), "virDomainReset"),
        (231, nobody().uint(0), "virDomainUndefineFlags"),
        (234, nobody().uint(0), "virDomainDestroyFlags"),
        (350, xml().uint(0), "virDomainDefineXMLFlags"),
        (201, nobody().none().uint(0), "virDomainOpenConsole"),
    ]
}

fn forbidden(what: &str) -> WireError {
    WireError {
        code: 29,
        domain: 20,
        message: format!("operation forbidden: {what}"),
        level: 2,
        texts: [Some("operation forbidden: %1$s".into()), Some(what.into()), None],
        numbers: [-1, -1],
    }
}

/// Every way to a read-only connection.
fn ways(daemon: &Daemon) -> [RawClient; 2] {
    let mut by_flag = daemon.raw().authenticated();
    by_flag.open("qemu:///system", 1).unwrap();
    [daemon.raw_read_only().opened(), by_flag]
}

#[test]
fn nothing_that_changes_a_guest_is_done_before_the_guest_is_even_looked_for() {
    let daemon = Daemon::start();
    for mut client in ways(&daemon) {
        for (number, arguments, function) in denied() {
            let answer = client.call(number, arguments);
            assert_eq!(answer, Err(forbidden(&format!("read only access prevents {function}"))), "{number}");
        }
    }
}

#[test]
fn the_monitor_is_closed() {
    let daemon = Daemon::start();
    for mut client in ways(&daemon) {
        let command = nobody().text("{\"execute\":\"quit\"}").uint(0);
        let answer = client.exchange(&Frame { program: QEMU, ..Frame::call(1, 1, command) });
        // Functions outside libvirt's core name no domain.
        let refused = forbidden("read only access prevents virDomainQemuMonitorCommand");
        assert_eq!(answer, Err(WireError { domain: 0, ..refused }));
    }
}

#[test]
fn a_definition_is_shown_without_its_secrets() {
    let daemon = Daemon::start();
    for mut client in ways(&daemon) {
        let secure = client.call(14, nobody().uint(1)).unwrap_err();
        assert_eq!(secure, forbidden("virDomainGetXMLDesc with secure flag"));
        let plain = client.call(14, nobody().uint(0)).unwrap_err();
        assert_eq!(plain.code, 42);
    }
}

#[test]
fn a_throttle_group_is_not_deleted_though_libvirt_forgets_to_forbid_it() {
    let daemon = Daemon::start();
    if daemon.is_reference() {
        return;
    }
    let answer = daemon.raw_read_only().opened().call(452, nobody().some_text("g").uint(0));
    assert_eq!(answer.unwrap_err().code, 29);
}

#[test]
fn reading_is_allowed() {
    let daemon = Daemon::start();
    for mut client in ways(&daemon) {
        for (number, arguments) in [
            (3, Args::new()),                   // type
            (4, Args::new()),                   // version
            (59, Args::new()),                  // host name
            (7, Args::new()),                   // capabilities
            (60, Args::new().int(14)),          // a feature
            (273, Args::new().int(1).uint(0)),  // all guests
            (316, Args::new().int(0).none()),   // an event
            (419, Args::new().uint(0).uint(0)), // nobody else's identity
        ] {
            assert!(client.call(number, arguments).is_ok(), "procedure {number}");
        }
    }
}

#[test]
fn stock_virsh_reads_what_it_may() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("seen"));
    let uri = daemon.uri_read_only();
    let virsh = |arguments: &[&str]| {
        support::run(
            std::process::Command::new("virsh").env("LC_ALL", "C").args(["-q", "-c", &uri]).args(arguments),
        )
    };
    assert!(virsh(&["list", "--all"]).succeeds().contains("seen"));
    assert!(virsh(&["dumpxml", "seen"]).succeeds().contains("<name>seen</name>"));
    let refused = virsh(&["undefine", "seen"]).fails();
    assert!(
        refused.contains("operation forbidden: read only access prevents virDomainUndefine"),
        "{refused}"
    );
    daemon.virsh(["undefine", "seen"]).succeeds();
}
