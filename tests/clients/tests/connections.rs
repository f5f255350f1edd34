//! Many clients, and hostile ones: nobody else notices.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::time::{Duration, Instant};

use support::{Args, Daemon, Frame, Incoming, RawClient};

const GET_TYPE: u32 = 3;

/// A client that behaves is served, and quickly.
#[track_caller]
fn others_are_served(daemon: &Daemon) {
    let start = Instant::now();
    let mut client = daemon.raw().opened();
    assert_eq!(client.call(GET_TYPE, []), Ok(Args::new().text("QEMU").into()));
    assert!(start.elapsed() < Duration::from_secs(2), "served only after {:?}", start.elapsed());
}

#[test]
fn a_thousand_connections_are_served_at_once() {
    let daemon = Daemon::start();
    let mut clients: Vec<RawClient> = (0..1000).map(|_| daemon.raw().opened()).collect();
    for client in &mut clients {
        client.send(&Frame::call(GET_TYPE, 7, []));
    }
    for client in &mut clients {
        assert!(matches!(client.receive(), Incoming::Frame(frame) if frame.serial == 7));
    }
    others_are_served(&daemon);
}

#[test]
fn connections_that_say_nothing_hold_no_place() {
    let daemon = Daemon::start_with("[sockets]\nhandshake_timeout_ms = 60000\nmax_unopened = 64\n");
    let silent: Vec<RawClient> = (0..400).map(|_| daemon.raw()).collect();
    others_are_served(&daemon);
    drop(silent);
}

#[test]
fn a_connection_that_does_not_open_is_closed_in_time() {
    let daemon = Daemon::start_with("[sockets]\nhandshake_timeout_ms = 300\n");
    let mut silent = daemon.raw();
    let mut half = daemon.raw().authenticated();
    let mut opened = daemon.raw().opened();
    assert_eq!(silent.receive_within(Duration::from_secs(5)), Incoming::Closed);
    assert_eq!(half.receive_within(Duration::from_secs(5)), Incoming::Closed);
    assert_eq!(opened.call(GET_TYPE, []), Ok(Args::new().text("QEMU").into()));
}

#[test]
fn garbage_and_half_frames_cost_the_others_nothing() {
    let daemon = Daemon::start();
    let mut hostile = Vec::new();
    for round in 0..50_u8 {
        for bytes in [
            vec![round; 4096],
            Frame::call(GET_TYPE, 1, []).bytes()[..usize::from(round) % 28].to_vec(),
            33_554_436_u32.to_be_bytes().to_vec(),
            [0xff; 64].to_vec(),
        ] {
            let mut client = daemon.raw();
            // The daemon may have cut the connection before it has taken all.
            let _cut = client.send_bytes(&bytes);
            hostile.push(client);
        }
    }
    others_are_served(&daemon);
    drop(hostile);
    others_are_served(&daemon);
}

#[test]
fn an_announced_length_takes_no_memory() {
    let daemon = Daemon::start();
    others_are_served(&daemon);
    let before = daemon.resident_kib();
    let mut liars: Vec<RawClient> = (0..100).map(|_| daemon.raw().opened()).collect();
    for client in &mut liars {
        client
            .send_bytes(
                &[&33_554_436_u32.to_be_bytes()[..], &Frame::call(GET_TYPE, 1, []).bytes()[4..]].concat(),
            )
            .unwrap();
    }
    others_are_served(&daemon);
    let grown = daemon.resident_kib().saturating_sub(before);
    assert!(grown < 32 * 1024, "3.2 GB were announced and {grown} KiB taken");
}

#[test]
fn a_client_that_never_reads_costs_bounded_memory_and_nobody_else_anything() {
    let daemon = Daemon::start();
    others_are_served(&daemon);
    let before = daemon.resident_kib();
    let mut deaf: Vec<RawClient> = (0..10).map(|_| daemon.raw().opened()).collect();
    let capabilities: Vec<u8> = (0..2000).flat_map(|serial| Frame::call(7, serial, []).bytes()).collect();
    for client in &mut deaf {
        // What the daemon does not read stays in the socket; our own side must not wait for it.
        client.send_without_waiting(&capabilities);
    }
    std::thread::sleep(Duration::from_millis(500));
    others_are_served(&daemon);
    let grown = daemon.resident_kib().saturating_sub(before);
    assert!(grown < 64 * 1024, "ten deaf clients cost {grown} KiB");
}

#[test]
fn a_listener_that_does_not_read_its_events_is_cut_off_alone() {
    let daemon = Daemon::start_with("[sockets]\nmax_pending_events = 16\n");
    let mut deaf = daemon.raw().opened();
    deaf.call(316, Args::new().int(0).none()).unwrap();
    let mut worker = daemon.raw().opened();
    let define = |round: u32| {
        let xml = format!(
            "<domain type='qemu'><name>a</name><uuid>11111111-1111-4111-8111-111111111111</uuid>\
             <title>{round}</title><memory>65536</memory><os><type>hvm</type></os></domain>"
        );
        Args::new().text(&xml)
    };
    for round in 0..6000 {
        worker.call(11, define(round)).unwrap();
    }
    let start = Instant::now();
    worker.call(11, define(6000)).unwrap();
    assert!(start.elapsed() < Duration::from_secs(1));
    others_are_served(&daemon);
    let mut seen = 0;
    loop {
        match deaf.receive_within(Duration::from_secs(5)) {
            Incoming::Frame(_) => seen += 1,
            Incoming::Closed => break,
            Incoming::Silence => panic!("a listener with thousands of unread events is still connected"),
        }
    }
    assert!(seen < 6001);
}
