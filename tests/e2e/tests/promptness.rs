//! How soon things are told: the end of a guest, and what is known of guests beside a frozen one.
//!
//! A busy machine may delay any single answer, so the promise is made of the best or the middle one of several.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use support::{Args, Daemon, Fields, Frame, Guest, Incoming, Need, RawClient, kind, needs};

const REGISTER: u32 = 316;
const LIFECYCLE: u32 = 318;
const ALL_STATS: u32 = 344;
const STOPPED: i32 = 5;
const NOWAIT: u32 = 1 << 29;

fn listener(daemon: &Daemon) -> RawClient {
    let mut client = daemon.raw().opened();
    client.call(REGISTER, Args::new().int(0).none()).unwrap();
    client
}

/// Waits for the next guest that has stopped, and says which.
fn next_stopped(client: &mut RawClient) -> String {
    loop {
        let Incoming::Frame(frame) = client.receive_within(Duration::from_secs(5)) else {
            panic!("no event");
        };
        if (frame.procedure, frame.kind) != (LIFECYCLE, kind::MESSAGE) {
            continue;
        }
        let mut fields = Fields::of(&frame.payload);
        let _callback = fields.int();
        let name = fields.text();
        let (_uuid, _id): ([u8; 16], i32) = (fields.fixed(), fields.int());
        if fields.int() == STOPPED {
            return name;
        }
    }
}

fn signal(pid: i32, signal: Signal) {
    kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
}

#[test]
fn the_end_of_a_guest() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("a"));
    let mut client = listener(&daemon);
    for how in [Signal::TERM, Signal::KILL] {
        let mut times = (0..20).map(|_| {
            daemon.virsh(["start", "a"]).succeeds();
            let pid = daemon.guest_pid("a");
            // Asked to end, QEMU takes its own time: what counts is when its process is gone.
            let begin = Instant::now();
            signal(pid, how);
            let gone = std::thread::spawn(move || {
                while is_running(pid) {
                    std::thread::sleep(Duration::from_micros(200));
                }
                Instant::now()
            });
            assert_eq!(next_stopped(&mut client), "a");
            let told = Instant::now();
            told.saturating_duration_since(gone.join().unwrap().max(begin))
        });
        let prompt = times.any(|time| time < Duration::from_millis(15));
        assert!(prompt, "{how:?}: never within 15 ms");
    }
}

fn is_running(pid: i32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn the_end_of_every_guest_while_the_next_daemon_takes_over() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    let names: Vec<String> = (0..8).map(|number| format!("g{number}")).collect();
    for name in &names {
        daemon.start_guest(&Guest::named(name));
    }
    let pids: Vec<i32> = names.iter().map(|name| daemon.guest_pid(name)).collect();
    daemon.kill();
    daemon.start_again();
    let mut client = listener(&daemon);
    for pid in pids {
        signal(pid, Signal::KILL);
    }
    let told: BTreeSet<String> = names.iter().map(|_| next_stopped(&mut client)).collect();
    assert_eq!(told, names.into_iter().collect());
}

/// Ends those who ask, whatever becomes of the test.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A guest's QEMU, stopped until this goes out of scope.
struct Frozen(Pid);

impl Drop for Frozen {
    fn drop(&mut self) {
        let _gone_already = kill_process(self.0, Signal::CONT);
    }
}

#[test]
fn what_is_known_beside_a_frozen_guest_that_thirty_ask_about() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let uuid = |byte: u8| {
        format!("<uuid>{}</uuid>", [4, 2, 2, 2, 6].map(|n| format!("{byte:02x}").repeat(n)).join("-"))
    };
    daemon.start_guest(&Guest::named("frozen").with(&uuid(0x21)).device("<memballoon model='virtio'/>"));
    daemon.start_guest(&Guest::named("well").with(&uuid(0x22)).device("<memballoon model='virtio'/>"));
    let pid = Pid::from_raw(daemon.guest_pid("frozen")).unwrap();
    kill_process(pid, Signal::STOP).unwrap();
    let _frozen = Frozen(pid);
    let done = AtomicBool::new(false);
    let (mut nowait, mut reads) = (Vec::new(), Vec::new());
    let mut answered = 0;
    std::thread::scope(|scope| {
        for _ in 0..30 {
            let mut client = daemon.raw().opened();
            let done = &done;
            scope.spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    client.call(ALL_STATS, Args::new().uint(0).uint(0).uint(0)).unwrap();
                }
            });
        }
        let _ends = Ends(&done);
        std::thread::sleep(Duration::from_millis(300));
        let mut client = daemon.raw().opened();
        for _ in 0..9 {
            let begin = Instant::now();
            let all = client.call(ALL_STATS, Args::new().uint(0).uint(0).uint(NOWAIT)).unwrap();
            nowait.push(begin.elapsed());
            let text = String::from_utf8_lossy(&all).into_owned();
            assert_eq!(text.matches("balloon.rss").count(), 2, "both are told of");
            answered += text.matches("vcpu.0.time").count();
            for (procedure, more) in
                [(16, Args::new()), (426, Args::new().uint(0)), (14, Args::new().uint(0))]
            {
                let arguments = Args::new().domain("well", [0x22; 16], -1).raw(&Vec::from(more));
                let begin = Instant::now();
                client.exchange(&Frame::call(procedure, 77, arguments)).unwrap();
                reads.push(begin.elapsed());
            }
        }
    });
    // The frozen one never says a word; on a busy machine the other one may be late as well.
    assert!((1..=9).contains(&answered), "QEMU has said something {answered} times");
    let middle = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    let (nowait, reads) = (middle(&mut nowait), middle(&mut reads));
    println!("all statistics without waiting: {nowait:?}; reads: {reads:?}");
    assert!(nowait < Duration::from_millis(100), "{nowait:?}");
    assert!(reads < Duration::from_millis(20), "{reads:?}");
}
