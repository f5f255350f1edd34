//! Events reach those who asked, and only those.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use support::{Args, Daemon, Fields, Frame, Guest, Incoming, Need, needs};

const REGISTER: u32 = 316;
const DEREGISTER: u32 = 317;
const LIFECYCLE: u32 = 318;

/// The events of this connection until it is quiet: callback, guest, event, detail.
fn lifecycle(client: &mut support::RawClient) -> Vec<(i32, String, i32, i32)> {
    let mut seen = Vec::new();
    while let Incoming::Frame(frame) = client.receive_within(Duration::from_millis(500)) {
        assert_eq!((frame.procedure, frame.kind, frame.serial), (LIFECYCLE, support::kind::MESSAGE, 1));
        let mut fields = Fields::of(&frame.payload);
        let callback = fields.int();
        let name = fields.text();
        let _uuid: [u8; 16] = fields.fixed();
        let _id = fields.int();
        seen.push((callback, name, fields.int(), fields.int()));
        fields.end();
    }
    seen
}

#[test]
fn every_registration_gets_its_own_frame_and_a_filter_filters() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    let (uuid, text) = ([0x22; 16], "22222222-2222-2222-2222-222222222222");
    let mut client = daemon.raw().opened();
    let mut register = |filter: Args| Fields::of(&client.call(REGISTER, filter).unwrap()).int();
    let all = register(Args::new().int(0).none());
    let only = register(Args::new().int(0).uint(1).domain("a", uuid, -1));
    assert_ne!(all, only);
    daemon.define(&Guest::named("a").with(&format!("<uuid>{text}</uuid>")));
    daemon.define(&Guest::named("b"));
    daemon.virsh(["undefine", "a"]).succeeds();
    let mut seen = lifecycle(&mut client);
    seen.sort();
    let mut expected = vec![
        (all, "a".to_owned(), 0, 0),
        (only, "a".to_owned(), 0, 0),
        (all, "b".to_owned(), 0, 0),
        (all, "a".to_owned(), 1, 0),
        (only, "a".to_owned(), 1, 0),
    ];
    expected.sort();
    assert_eq!(seen, expected);
}

#[test]
fn nothing_comes_after_leaving() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    let id = Fields::of(&client.call(REGISTER, Args::new().int(0).none()).unwrap()).int();
    client.call(DEREGISTER, Args::new().int(id)).unwrap();
    daemon.define(&Guest::named("a"));
    assert_eq!(lifecycle(&mut client), []);
    let again = client.exchange(&Frame::call(DEREGISTER, 9, Args::new().int(id))).unwrap_err();
    assert_eq!(again.message, format!("internal error: domain event callback {id} not registered"));
}

#[test]
fn a_change_of_a_definition_is_an_update() {
    needs!(Need::Virsh);
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    client.call(REGISTER, Args::new().int(0).none()).unwrap();
    let guest = Guest::named("a").with("<uuid>22222222-2222-4222-8222-222222222222</uuid>");
    daemon.define(&guest);
    daemon.define(&guest.vcpus(2));
    let seen: Vec<(i32, i32)> =
        lifecycle(&mut client).into_iter().map(|(_, _, event, detail)| (event, detail)).collect();
    assert_eq!(seen, [(0, 0), (0, 1)]);
}

/// `virsh event`, stopped when the test has seen enough.
struct Watching(Child);

impl Watching {
    fn start(daemon: &Daemon) -> Self {
        let mut command = Command::new("stdbuf");
        command
            .args(["-oL", "virsh", "-q", "-c", &daemon.uri(), "event", "--all", "--loop"])
            .env("LC_ALL", "C");
        let child =
            command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(800));
        Self(child)
    }

    fn stop(mut self) -> Vec<String> {
        std::thread::sleep(Duration::from_millis(500));
        kill_process(Pid::from_child(&self.0), Signal::INT).unwrap();
        let lines = BufReader::new(self.0.stdout.take().unwrap()).lines().map(Result::unwrap).collect();
        self.0.wait().unwrap();
        lines
    }
}

#[test]
fn stock_virsh_names_every_event() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let watching = Watching::start(&daemon);
    daemon.start_guest(&Guest::named("a"));
    daemon.virsh(["reset", "a"]).succeeds();
    daemon
        .virsh(["metadata", "a", "http://example.org/m", "--key", "k", "--set", "<x/>", "--live"])
        .succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
    daemon.virsh(["undefine", "a"]).succeeds();
    let lines = watching.stop().join("\n");
    for said in [
        "event 'lifecycle' for domain 'a': Defined Added",
        "event 'lifecycle' for domain 'a': Resumed Unpaused",
        "event 'lifecycle' for domain 'a': Started Booted",
        "event 'reboot' for domain 'a'",
        "event 'metadata-change' for domain 'a': type element, uri http://example.org/m",
        "event 'lifecycle' for domain 'a': Stopped Destroyed",
        "event 'lifecycle' for domain 'a': Undefined Removed",
    ] {
        assert!(lines.contains(said), "{said} is not in\n{lines}");
    }
}
