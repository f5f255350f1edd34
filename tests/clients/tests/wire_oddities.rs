//! What the daemon answers to input that no library sends: the same as libvirt's own daemon, measured there.
//!
//! Each row is sent on a connection of its own. After an error and after silence the same connection must
//! still answer; after a cut it must be closed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::Duration;

use support::{Args, Daemon, Frame, Incoming, LXC, QEMU, RawClient, WireError, kind, status};

/// How far the connection has come when the oddity is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connected,
    Authenticated,
    Opened,
}
use Stage::{Authenticated, Connected, Opened};

/// What comes back.
#[derive(Debug, Clone)]
enum Answer {
    /// An error: code, domain, message, template and detail for programs, and its numbers.
    Error(i32, i32, String, String, String, [i32; 2]),
    /// A good answer with exactly this payload.
    Good(Vec<u8>),
    /// Nothing.
    Silence,
    /// The end of the connection.
    Cut,
}
use Answer::{Cut, Good, Silence};

/// One oddity.
struct Row {
    what: &'static str,
    stage: Stage,
    sends: Vec<u8>,
    answer: Answer,
}

const GET_TYPE: u32 = 3;
const LOOKUP_BY_NAME: u32 = 23;

fn call(procedure: u32, payload: impl Into<Vec<u8>>) -> Frame {
    Frame::call(procedure, 7, payload)
}

fn row(what: &'static str, stage: Stage, frame: Frame, answer: Answer) -> Row {
    Row { what, stage, sends: frame.bytes(), answer }
}

/// Bytes that are no frame; the connection does not survive them.
fn row_of_bytes(what: &'static str, stage: Stage, sends: impl Into<Vec<u8>>) -> Row {
    Row { what, stage, sends: sends.into(), answer: Cut }
}

/// An error whose message is its own template.
fn plain(code: i32, domain: i32, message: &str) -> Answer {
    Answer::Error(code, domain, message.into(), "%s".into(), message.into(), [-1, -1])
}

/// An error whose message is a prefix and a detail.
fn detailed(code: i32, domain: i32, prefix: &str, detail: &str) -> Answer {
    Answer::Error(
        code,
        domain,
        format!("{prefix}: {detail}"),
        format!("{prefix}: %1$s"),
        detail.into(),
        [-1, -1],
    )
}

/// An error of the RPC layer itself.
fn rpc(message: &str) -> Answer {
    plain(39, 7, message)
}

fn internal(domain: i32, detail: &str) -> Answer {
    detailed(1, domain, "internal error", detail)
}

fn no_domain(detail: &str) -> Answer {
    detailed(42, 10, "Domain not found", detail)
}

/// An argument that a function refuses.
fn invalid(domain: i32, function: &str, argument: &str, message: &str) -> Answer {
    Answer::Error(8, domain, message.into(), function.into(), argument.into(), [0, 0])
}

fn text(text: &str) -> Answer {
    Good(Args::new().text(text).into())
}

fn number(number: u32) -> Answer {
    Good(Args::new().uint(number).into())
}

fn nothing() -> Answer {
    Good(Vec::new())
}

fn open(uri: &str, flags: u32) -> Frame {
    call(1, Args::new().some_text(uri).uint(flags))
}

fn open_nameless() -> Frame {
    call(1, Args::new().none().uint(0))
}

fn feature(number: i32) -> Frame {
    call(60, Args::new().int(number))
}

/// A name as it stands on the wire: this length, these bytes.
fn name(length: u32, bytes: &[u8]) -> Frame {
    call(LOOKUP_BY_NAME, Args::new().uint(length).raw(bytes))
}

fn stray(kind: u32, payload: &[u8]) -> Frame {
    Frame { kind, serial: 77, status: status::CONTINUE, ..call(201, payload) }
}

fn frames_and_programs() -> Vec<Row> {
    let unknown = |number: u32| rpc(&format!("unknown procedure: {number}"));
    let mut rows = vec![
        row(
            "a program that nobody has",
            Opened,
            Frame { program: 0x1234_5678, ..call(1, []) },
            rpc("Cannot find program 305419896 version 1"),
        ),
        row(
            "a version that nobody has",
            Opened,
            Frame { version: 2, ..call(GET_TYPE, []) },
            rpc("Cannot find program 536903814 version 2"),
        ),
        row(
            "the container program",
            Opened,
            Frame { program: LXC, ..call(1, []) },
            rpc("Unable to decode message payload"),
        ),
        row(
            "a call with an error status",
            Opened,
            Frame { status: status::ERROR, ..call(GET_TYPE, []) },
            rpc("Unexpected message status 1"),
        ),
        row(
            "a message of the hypervisor program",
            Opened,
            Frame { kind: kind::MESSAGE, ..call(GET_TYPE, []) },
            Silence,
        ),
        row("a reply from a client", Opened, Frame { kind: kind::REPLY, ..call(GET_TYPE, []) }, Silence),
        row("a kind that nobody knows", Opened, Frame { kind: 99, ..call(GET_TYPE, []) }, Silence),
        row("a part of no stream", Opened, stray(kind::STREAM, b"xx"), Silence),
        row("a hole in no stream", Opened, stray(kind::STREAM_HOLE, &[0; 12]), Silence),
        row(
            "a call with room for descriptors and none",
            Opened,
            Frame { kind: kind::CALL_WITH_FDS, ..call(GET_TYPE, Args::new().uint(0)) },
            text("QEMU"),
        ),
        row(
            "more descriptors than may be",
            Opened,
            Frame { kind: kind::CALL_WITH_FDS, ..call(GET_TYPE, Args::new().uint(33)) },
            Cut,
        ),
    ];
    for stage in [Connected, Opened] {
        rows.extend([
            row_of_bytes("a length that does not hold itself", stage, 3_u32.to_be_bytes()),
            row_of_bytes(
                "a length that holds no header",
                stage,
                [&4_u32.to_be_bytes()[..], &[0; 24]].concat(),
            ),
            row_of_bytes(
                "a length one short of a header",
                stage,
                [&27_u32.to_be_bytes()[..], &[0; 23]].concat(),
            ),
            row_of_bytes(
                "a length beyond the limit",
                stage,
                [&33_554_437_u32.to_be_bytes()[..], &[0; 24]].concat(),
            ),
        ]);
    }
    for (what, number) in [
        ("procedure 9999", 9999),
        ("procedure 0", 0),
        ("an old event as a call", 107),
        ("an event as a call", 318),
    ] {
        rows.push(row(what, Opened, call(number, []), unknown(number)));
    }
    rows
}

fn payloads() -> Vec<Row> {
    let undecodable = || rpc("Unable to decode message payload");
    let long = 4_194_305_u32;
    vec![
        row("bytes after the arguments", Opened, call(GET_TYPE, [0; 8]), text("QEMU")),
        row("arguments that end too soon", Opened, name(16, b"abc"), undecodable()),
        row("a text longer than any may be", Opened, name(long, &vec![b'a'; 4_194_308]), undecodable()),
        row(
            "padding that is not zero",
            Opened,
            name(1, b"aXXX"),
            no_domain("no domain with matching name 'a'"),
        ),
        row(
            "a zero byte inside a name",
            Opened,
            name(4, b"a\0bc"),
            no_domain("no domain with matching name 'a'"),
        ),
        row(
            "a name that is no UTF-8",
            Opened,
            name(4, b"\xff\xfe\xfdz"),
            no_domain("no domain with matching name '\u{fffd}\u{fffd}\u{fffd}z'"),
        ),
        row(
            "an optional argument marked with 2",
            Opened,
            call(342, Args::new().uint(2).text("x").none().none().none().uint(0)),
            Answer::Error(
                38,
                10,
                "Cannot check QEMU binary x: No such file or directory".into(),
                "%s".into(),
                "Cannot check QEMU binary x: No such file or directory".into(),
                [2, -1],
            ),
        ),
    ]
}

fn before_opening() -> Vec<Row> {
    let not_open = || internal(7, "hypervisor connection not open");
    let other_not_open = || internal(7, "connection not open");
    let mut rows = vec![
        row(
            "SASL where nobody asked for it",
            Connected,
            call(67, []),
            detailed(45, 7, "authentication failed", "authentication failed"),
        ),
        row("closing what was never opened", Authenticated, call(2, []), nothing()),
    ];
    for stage in [Connected, Authenticated] {
        rows.extend([
            row("a call", stage, call(GET_TYPE, []), not_open()),
            row(
                "a call of another object kind",
                stage,
                call(283, Args::new().int(1).uint(0)),
                other_not_open(),
            ),
            row("the feature of events", stage, feature(14), not_open()),
            row("the feature of keepalive", stage, feature(10), number(1)),
            row("registering for an event", stage, call(316, Args::new().int(0).none()), not_open()),
            row("opening nothing", stage, open_nameless(), other_not_open()),
            row("opening whatever there is", stage, open("", 0), nothing()),
            row("opening with flags from inside a client", stage, open("qemu:///system", 0x80), nothing()),
            row("opening a session as root", stage, open("qemu:///session", 6), nothing()),
            row(
                "opening a path that is not there",
                stage,
                open("qemu:///foo", 0),
                internal(0, "unexpected qemu URI path '/foo', try qemu:///system"),
            ),
            row(
                "opening another hypervisor",
                stage,
                open("foo:///x", 0),
                Answer::Error(
                    5,
                    0,
                    "no connection driver available for foo:///x".into(),
                    "no connection driver available for %1$s".into(),
                    "foo:///x".into(),
                    [-1, -1],
                ),
            ),
        ]);
    }
    rows
}

fn calls() -> Vec<Row> {
    let nobody = || {
        Args::new().domain("nope", *b"\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x11\x22", 5)
    };
    vec![
        row(
            "an event that nobody has",
            Opened,
            call(316, Args::new().int(99).none()),
            internal(7, "unsupported event ID 99"),
        ),
        row(
            "leaving an event that was never joined",
            Opened,
            call(317, Args::new().int(4242)),
            internal(7, "domain event callback 4242 not registered"),
        ),
        row(
            "looking for a negative id",
            Opened,
            call(22, Args::new().int(-1)),
            invalid(20, "virDomainLookupByID", "id", "id in virDomainLookupByID must be zero or greater"),
        ),
        row(
            "looking for the uuid of nothing",
            Opened,
            call(24, [0; 16]),
            no_domain("no domain with matching uuid '00000000-0000-0000-0000-000000000000'"),
        ),
        row(
            "asking about a guest that is not there",
            Opened,
            call(16, nobody()),
            no_domain("no domain with matching uuid '11111111-1111-1111-1111-111111111122' (nope)"),
        ),
        row(
            "flags that no definition has",
            Opened,
            call(14, nobody().uint(1 << 20)),
            invalid(
                10,
                "qemuDomainGetXMLDesc",
                "flags",
                "unsupported flags (0x100000) in function qemuDomainGetXMLDesc",
            ),
        ),
        row(
            "flags that no list has",
            Opened,
            call(273, Args::new().int(1).uint(1 << 25)),
            invalid(
                10,
                "qemuConnectListAllDomains",
                "flags",
                "unsupported flags (0x2000000) in function qemuConnectListAllDomains",
            ),
        ),
        row(
            "counting instead of listing",
            Opened,
            call(273, Args::new().int(0).uint(0)),
            Good(Args::new().uint(0).uint(0).into()),
        ),
        row("whether the connection is secure", Opened, call(149, []), number(1)),
        row("ending the close callback that was not set", Opened, call(361, []), nothing()),
        row("a pong that nobody asked for", Opened, Frame::keepalive(2), Silence),
        row("a ping of another version", Opened, Frame { version: 2, ..Frame::keepalive(1) }, Silence),
        row(
            "an event of QEMU's program as a call",
            Opened,
            Frame { program: QEMU, ..call(6, []) },
            rpc("unknown procedure: 6"),
        ),
    ]
}

fn features() -> Vec<Row> {
    let supported = [3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    let one = |number| {
        row("a feature", Opened, feature(number), self::number(u32::from(supported.contains(&number))))
    };
    (-1..24).map(one).collect()
}

#[test]
fn odd_frames_and_programs() {
    check(&frames_and_programs());
}

#[test]
fn odd_payloads() {
    check(&payloads());
}

#[test]
fn calls_before_the_connection_is_open() {
    check(&before_opening());
}

#[test]
fn odd_calls() {
    check(&calls());
}

#[test]
fn every_feature_is_answered_and_none_is_an_error() {
    check(&features());
}

/// Sends every row on a connection of its own; reports all that went otherwise.
fn check(rows: &[Row]) {
    let daemon = Daemon::start();
    let wrong: Vec<String> = rows.iter().filter_map(|row| ask(&daemon, row).err()).collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn ask(daemon: &Daemon, row: &Row) -> Result<(), String> {
    let mut client = match row.stage {
        Connected => daemon.raw(),
        Authenticated => daemon.raw().authenticated(),
        Opened => daemon.raw().opened(),
    };
    // A daemon that cuts the connection may do so before all has been sent.
    let sent = client.send_bytes(&row.sends);
    let patience =
        if matches!(row.answer, Silence) { Duration::from_millis(200) } else { RawClient::PATIENCE };
    let got = client.receive_within(patience);
    let fits = match (&row.answer, &got) {
        (Cut, Incoming::Closed) => return Ok(()),
        (Silence, Incoming::Silence) => true,
        (Good(payload), Incoming::Frame(frame)) => frame.status == status::OK && frame.payload == *payload,
        (Answer::Error(code, domain, message, template, detail, numbers), Incoming::Frame(frame)) => {
            frame.status == status::ERROR && {
                let error = WireError::of(&frame.payload);
                let texts = [Some(template.clone()), Some(detail.clone()), None];
                error
                    == WireError {
                        code: *code,
                        domain: *domain,
                        message: message.clone(),
                        level: 2,
                        texts,
                        numbers: *numbers,
                    }
            }
        }
        _ => false,
    };
    let story = format!("{} ({:?})", row.what, row.stage);
    if !fits {
        let got = match &got {
            Incoming::Frame(frame) if frame.status == status::ERROR => {
                format!("{:?}", WireError::of(&frame.payload))
            }
            other => format!("{other:?}"),
        };
        return Err(format!("- {story}:\n    want {:?}\n    got  {got} (sent: {sent:?})", row.answer));
    }
    if row.stage == Opened {
        let alive = client.call(GET_TYPE, []);
        if alive != Ok(Args::new().text("QEMU").into()) {
            return Err(format!("- {story}: the connection answers {alive:?} afterwards"));
        }
    }
    Ok(())
}
