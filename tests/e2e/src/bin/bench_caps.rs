//! `cargo xtask bench caps`: how long emulators take to be asked what they can do.
//!
//! Each is asked alone by a fresh daemon, then all at once by another; then a daemon that finds what the last
//! one stored gives its first answers. Alone and at once the same is asked: once what the first accelerator offers,
//! once what every one does. The last lines of each part say whether the promises hold.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    reason = "it talks to a person at a terminal"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use support::{Args, Daemon};

const CONNECT_GET_CAPABILITIES: u32 = 7;
const CONNECT_GET_DOMAIN_CAPABILITIES: u32 = 342;

/// How soon a fresh daemon promises its first answer when it finds what is stored.
const FIRST_ANSWER: Duration = Duration::from_millis(50);

/// How often everything is measured; what counts is the fastest, which other load has disturbed least.
const TURNS: usize = 5;

/// How much is asked of each emulator: what works best here, which is what a daemon asks by itself, or everything.
const DEPTHS: [(&str, Option<&str>); 2] =
    [("the first accelerator", None), ("every accelerator", Some("qemu"))];

fn main() {
    let mut emulators: Vec<String> = std::env::args().skip(1).collect();
    if emulators.is_empty() {
        emulators = installed();
    }
    for (depth, virt_type) in DEPTHS {
        cold(&emulators, depth, virt_type);
    }
    warm(&emulators);
}

/// Fresh daemons that find nothing stored: alone and at once, asked the same.
fn cold(emulators: &[String], depth: &str, virt_type: Option<&str>) {
    let mut alone = vec![Duration::MAX; emulators.len()];
    let mut together = Duration::MAX;
    for _ in 0..TURNS {
        for (emulator, fastest) in emulators.iter().zip(&mut alone) {
            let daemon = Daemon::start();
            *fastest = (*fastest).min(ask(&daemon, emulator, virt_type));
        }
        let daemon = Daemon::start();
        let begun = Instant::now();
        std::thread::scope(|scope| {
            for emulator in emulators {
                scope.spawn(|| ask(&daemon, emulator, virt_type));
            }
        });
        together = together.min(begun.elapsed());
    }
    for (emulator, fastest) in emulators.iter().zip(&alone) {
        println!("{depth}: {emulator}: {fastest:?} alone");
    }
    alone.sort();
    let slowest_two: Duration = alone.iter().rev().take(2).sum();
    let count = alone.len();
    println!("{depth}: all {count}: {together:?} at once; the slowest two in turn: {slowest_two:?}");
    println!("{depth}: promise 'less than the slowest two': {}", verdict(together < slowest_two));
}

/// Daemons that find what another has stored.
fn warm(emulators: &[String]) {
    let mut daemon = Daemon::start();
    for emulator in emulators {
        ask(&daemon, emulator, Some("qemu"));
    }
    // So that all that is installed is stored.
    daemon.raw().opened().call(CONNECT_GET_CAPABILITIES, []).expect("capabilities");
    let mut first_answers = Vec::new();
    for emulator in emulators {
        daemon.stop();
        daemon.start_again();
        first_answers.push(ask(&daemon, emulator, Some("qemu")));
    }
    daemon.stop();
    daemon.start_again();
    let begun = Instant::now();
    daemon.raw().opened().call(CONNECT_GET_CAPABILITIES, []).expect("capabilities");
    println!("stored, <capabilities> as the first answer: {:?}", begun.elapsed());
    let slowest = first_answers.iter().max().copied().unwrap_or_default();
    println!("stored, <domainCapabilities> as the first answer: {slowest:?} at most");
    println!("promise 'first answer under {FIRST_ANSWER:?}': {}", verdict(slowest < FIRST_ANSWER));
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "BROKEN" }
}

/// Asks for the domain capabilities of one emulator over a connection of its own, from connecting on.
fn ask(daemon: &Daemon, emulator: &str, virt_type: Option<&str>) -> Duration {
    let begun = Instant::now();
    let question = Args::new().some_text(emulator).none().none();
    let question = match virt_type {
        Some(name) => question.some_text(name),
        None => question.none(),
    };
    let question = question.uint(0);
    let answer = daemon.raw().opened().call(CONNECT_GET_DOMAIN_CAPABILITIES, question);
    answer.unwrap_or_else(|error| panic!("{emulator}: {error:?}"));
    begun.elapsed()
}

fn installed() -> Vec<String> {
    let names = std::fs::read_dir("/usr/bin").into_iter().flatten().flatten();
    let emulators = names.filter(|entry| entry.file_name().to_string_lossy().starts_with("qemu-system-"));
    // Some are names of others.
    let mut found: Vec<_> =
        emulators.filter_map(|entry| Path::new(&entry.path()).canonicalize().ok()).collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|path| path.to_string_lossy().into_owned()).collect()
}
