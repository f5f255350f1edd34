//! What a single connection may count on, whatever it does: the rest of what was measured of libvirt's own
//! daemon beside the table of `wire_oddities`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::Duration;

use support::{Args, Daemon, Frame, Incoming, KEEPALIVE, kind, status};

const GET_TYPE: u32 = 3;

fn call(procedure: u32, payload: impl Into<Vec<u8>>) -> Frame {
    Frame::call(procedure, 7, payload)
}

#[test]
fn a_ping_is_answered_at_any_time() {
    let daemon = Daemon::start();
    for mut client in [daemon.raw(), daemon.raw().authenticated(), daemon.raw().opened()] {
        client.send(&Frame::keepalive(1));
        let pong = Frame { program: KEEPALIVE, ..Frame::keepalive(2) };
        assert_eq!(client.receive(), Incoming::Frame(pong));
    }
}

#[test]
fn serials_are_echoed_whatever_they_are() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    for serial in [7, 7, 0, u32::MAX, 3] {
        let answer = client.exchange(&Frame::call(GET_TYPE, serial, []));
        assert_eq!(answer, Ok(Args::new().text("QEMU").into()));
    }
}

#[test]
fn calls_that_are_sent_together_are_all_answered() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    let together: Vec<u8> = (10..40).flat_map(|serial| Frame::call(GET_TYPE, serial, []).bytes()).collect();
    client.send_bytes(&together).unwrap();
    let mut serials: Vec<u32> = (10..40)
        .map(|_| match client.receive() {
            Incoming::Frame(frame) => frame.serial,
            other => panic!("{other:?}"),
        })
        .collect();
    serials.sort_unstable();
    assert_eq!(serials, (10..40).collect::<Vec<_>>());
}

#[test]
fn a_descriptor_that_nobody_wants_is_taken_and_dropped() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    client.send(&Frame { kind: kind::CALL_WITH_FDS, ..call(GET_TYPE, Args::new().uint(1)) });
    client.send_fd(std::os::fd::AsFd::as_fd(&std::io::stdin()));
    for _ in 0..2 {
        assert!(
            matches!(client.receive_within(Duration::from_secs(5)), Incoming::Frame(frame) if frame.status == status::OK)
        );
        client.send(&call(GET_TYPE, []));
    }
}

#[test]
fn the_name_of_the_connection_is_known_after_opening_whatever_there_is() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().authenticated();
    client.open("", 0).unwrap();
    assert_eq!(client.call(110, []), Ok(Args::new().text("qemu:///system").into()));
}

#[test]
fn opening_twice_is_refused() {
    let daemon = Daemon::start();
    let error = daemon.raw().opened().open("qemu:///system", 0).unwrap_err();
    assert_eq!(
        (error.code, error.domain, error.message.as_str()),
        (1, 7, "internal error: connection already open")
    );
}

#[test]
fn a_close_callback_may_be_set_twice() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    assert_eq!((client.call(360, []), client.call(360, [])), (Ok(vec![]), Ok(vec![])));
}

#[test]
fn closing_ends_the_connection_after_its_answer() {
    let daemon = Daemon::start();
    let mut client = daemon.raw().opened();
    assert_eq!(client.call(2, []), Ok(vec![]));
    assert_eq!(client.receive(), Incoming::Closed);
}

#[test]
fn the_way_to_authenticate_is_none() {
    let daemon = Daemon::start();
    assert_eq!(daemon.raw().call(66, []), Ok(Args::new().uint(1).uint(0).into()));
}
