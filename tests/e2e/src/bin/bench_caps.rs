//! `cargo xtask bench caps`: how long emulators take to be asked what they can do.
//!
//! Each is asked alone by a fresh daemon, then all at once by another; then a daemon that finds what the last
//! one stored gives its first answers. The last lines say whether the promises hold.
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

fn main() {
    let mut emulators: Vec<String> = std::env::args().skip(1).collect();
    if emulators.is_empty() {
        emulators = installed();
    }
    let mut alone: Vec<Duration> = Vec::new();
    for emulator in &emulators {
        let daemon = Daemon::start();
        alone.push(ask(&daemon, emulator));
        println!("{emulator}: {:?} alone", alone.last().copied().unwrap_or_default());
    }
    let mut daemon = Daemon::start();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for emulator in &emulators {
            scope.spawn(|| ask(&daemon, emulator));
        }
    });
    let together = begun.elapsed();
    alone.sort();
    let slowest_two: Duration = alone.iter().rev().take(2).sum();
    println!(
        "all {}: {together:?} at once; the slowest two one after the other: {slowest_two:?}",
        alone.len()
    );
    // So that all that is installed is stored.
    daemon.raw().opened().call(CONNECT_GET_CAPABILITIES, []).expect("capabilities");
    let mut first_answers = Vec::new();
    for emulator in &emulators {
        daemon.stop();
        daemon.start_again();
        first_answers.push(ask(&daemon, emulator));
    }
    daemon.stop();
    daemon.start_again();
    let begun = Instant::now();
    daemon.raw().opened().call(CONNECT_GET_CAPABILITIES, []).expect("capabilities");
    println!("stored, <capabilities> as the first answer: {:?}", begun.elapsed());
    let slowest = first_answers.iter().max().copied().unwrap_or_default();
    println!("stored, <domainCapabilities> as the first answer: {slowest:?} at most");
    let verdict = |kept| if kept { "kept" } else { "BROKEN" };
    println!("promise 'less than the slowest two': {}", verdict(together < slowest_two));
    println!("promise 'first answer under {FIRST_ANSWER:?}': {}", verdict(slowest < FIRST_ANSWER));
}

/// Asks for the domain capabilities of one emulator over a connection of its own, from connecting on.
fn ask(daemon: &Daemon, emulator: &str) -> Duration {
    let begun = Instant::now();
    let question = Args::new().some_text(emulator).none().none().some_text("qemu").uint(0);
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
