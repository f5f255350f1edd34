//! `cargo xtask bench findings`: how long it takes to learn what is found of all guests.
//!
//! Guests are defined, each with two findings, and asked about: ferrovirtd by its own program, in one call; stock
//! libvirtd, in namespaces of its own, by a list and a message call for each guest, all sent before the first answer is
//! waited for. The last lines say whether the promises hold.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    reason = "it talks to a person at a terminal"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use support::{Args, Daemon, Fields, FindingFilter, Frame, Guest, Incoming, RawClient, beside_libvirtd};

const DEFINE_XML: u32 = 11;
const LIST_ALL_DOMAINS: u32 = 273;
const MESSAGES: u32 = 426;

/// How many guests, and how soon all of them promise to be known.
const PROMISES: [(usize, Duration); 2] =
    [(1000, Duration::from_millis(5)), (5000, Duration::from_millis(25))];

/// How often is asked.
const TURNS: usize = 51;

/// Calls that stock libvirtd gets before its first answer is taken: more than it reads at a time.
const PIPELINE: usize = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("stock") => stock(arguments.get(2).expect("a machine type")),
        _ => ours(),
    }
}

fn ours() {
    let probe = Daemon::start();
    let machine = probe.deprecated_machines().into_iter().next().unwrap_or_else(|| "pc".into());
    drop(probe);
    let mut verdicts = Vec::new();
    for (count, promise) in PROMISES {
        let daemon = Daemon::start();
        let mut client = daemon.raw().opened();
        let begun = Instant::now();
        define(&mut client, count, &machine);
        println!("ferrovirtd, {count} guests: {:?} to define each", begun.elapsed() / count as u32);
        let everything = FindingFilter::default();
        let mut took: Vec<Duration> = Vec::new();
        let mut found = 0;
        let mut first = Duration::ZERO;
        for turn in 0..TURNS {
            let begun = Instant::now();
            let frame = ask_all(&mut client, &everything);
            let elapsed = begun.elapsed();
            if turn == 0 {
                first = elapsed;
                found = Fields::of(&frame.payload[24..]).uint();
            }
            took.push(elapsed);
        }
        assert_eq!(found as usize, count, "something is found of each");
        took.sort();
        let median = took[took.len() / 2];
        println!(
            "ferrovirtd, {count} guests: {first:?} at first, then {median:?} (median), {:?} at most",
            took[took.len() - 1]
        );
        verdicts.push((count, promise, first, median));
    }
    let program = std::env::current_exe().expect("this program");
    match beside_libvirtd(&format!("{} stock {machine}\n", program.display())) {
        Ok(said) => print!("{said}"),
        Err(why) => println!("stock libvirtd is not measured: {why}"),
    }
    let verdict = |kept| if kept { "kept" } else { "BROKEN" };
    for (count, promise, first, median) in verdicts {
        println!("promise '{count} guests under {promise:?}': {}", verdict(median < promise));
        println!("the same of the first list after all were defined: {}", verdict(first < promise));
    }
}

/// One list of the findings program; not taken apart, as its reading is not what is measured.
fn ask_all(client: &mut RawClient, filter: &FindingFilter<'_>) -> Frame {
    client.send(&filter.call());
    match client.receive() {
        Incoming::Frame(frame) => frame,
        other => panic!("no answer but {other:?}"),
    }
}

fn stock(machine: &str) {
    let mut client = RawClient::connect(Path::new("/run/libvirt/libvirt-sock")).opened();
    let mut defined = 0;
    for (count, _) in PROMISES {
        let begun = Instant::now();
        define_from(&mut client, defined, count, machine);
        println!("libvirtd, {count} guests: {:?} to define each", begun.elapsed() / (count - defined) as u32);
        defined = count;
        let mut took: Vec<Duration> = (0..5).map(|_| ask_each(&mut client, count)).collect();
        took.sort();
        println!("libvirtd, {count} guests: {:?} (median) for a list and a message call each", took[2]);
    }
}

/// A list, then a message call for each guest, as many at a time as libvirtd takes.
fn ask_each(client: &mut RawClient, count: usize) -> Duration {
    let begun = Instant::now();
    let listed = client.call(LIST_ALL_DOMAINS, Args::new().int(1).uint(0)).expect("a list");
    let mut fields = Fields::of(&listed);
    let domains: Vec<(String, [u8; 16])> = (0..fields.uint())
        .map(|_| {
            let guest = (fields.text(), fields.fixed());
            let _id = fields.int();
            guest
        })
        .collect();
    assert_eq!(domains.len(), count);
    for part in domains.chunks(PIPELINE) {
        let calls: Vec<u8> = (1..)
            .zip(part)
            .flat_map(|(serial, (name, uuid))| {
                let args = Args::new().domain(name, *uuid, -1).uint(0);
                Frame::call(MESSAGES, serial, args).bytes()
            })
            .collect();
        client.send_bytes(&calls).expect("send calls");
        for _ in part {
            assert!(matches!(client.receive(), Incoming::Frame(_)), "an answer");
        }
    }
    begun.elapsed()
}

fn define(client: &mut RawClient, count: usize, machine: &str) {
    define_from(client, 0, count, machine);
}

fn define_from(client: &mut RawClient, from: usize, to: usize, machine: &str) {
    for number in from..to {
        let guest = Guest::named(&format!("guest-{number}")).machine(machine).environment("X", "1");
        client.call(DEFINE_XML, Args::new().text(&guest.xml())).unwrap_or_else(|e| panic!("{e:?}"));
    }
}
