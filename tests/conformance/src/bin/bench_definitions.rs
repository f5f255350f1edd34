//! `cargo xtask bench definitions`: how long one core takes to read 5000 definitions.
//!
//! They are the end-to-end tests' shapes in turn, each time with another name and UUID. The best of several turns
//! counts, since other work on the machine can only add to one. The last line says whether the promise holds.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person at a terminal")]

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use model::{Domain, Format};

/// How many definitions, and how soon they promise to be read.
const PROMISE: (usize, Duration) = (5000, Duration::from_secs(1));

/// How often they are read.
const TURNS: usize = 5;

fn main() -> ExitCode {
    match definitions().and_then(|definitions| measure(&definitions)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

/// As many as are promised.
fn definitions() -> Result<Vec<String>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e/tests/shapes");
    let say = |why: &dyn std::fmt::Display| format!("{}: {why}", folder.display());
    let mut shapes = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|why| say(&why))? {
        let path = entry.map_err(|why| say(&why))?.path();
        shapes.push(std::fs::read_to_string(&path).map_err(|why| say(&why))?);
    }
    if shapes.is_empty() {
        return Err(say(&"has no shapes"));
    }
    let numbered = shapes.iter().cycle().enumerate().map(|(number, shape)| {
        let uuid = format!("<uuid>00000000-0000-4000-8000-{number:012x}</uuid>");
        shape.replacen("</name>", &format!("-{number}</name>\n  {uuid}"), 1)
    });
    Ok(numbered.take(PROMISE.0).collect())
}

fn measure(definitions: &[String]) -> Result<(), String> {
    let bytes: usize = definitions.iter().map(String::len).sum();
    println!("{} definitions, {} bytes each", definitions.len(), bytes / definitions.len());
    let read = || definitions.iter().map(|text| Domain::parse(text)).collect::<Result<Vec<_>, _>>();
    let mut domains = read().map_err(|why| why.to_string())?;
    let mut best = Duration::MAX;
    for _ in 0..TURNS {
        let begun = Instant::now();
        domains = read().map_err(|why| why.to_string())?;
        best = best.min(begun.elapsed());
    }
    say("read", best, definitions.len());
    let begun = Instant::now();
    let written: usize = domains.iter().map(|domain| domain.format(Format::STORED).len()).sum();
    say("written again", begun.elapsed(), definitions.len());
    println!("{} bytes each as they are stored", written / definitions.len());
    let verdict = if best < PROMISE.1 { "kept" } else { "BROKEN" };
    println!("promise: {} read in {:?}: {verdict}", PROMISE.0, PROMISE.1);
    Ok(())
}

fn say(what: &str, took: Duration, count: usize) {
    println!("{what} in {took:?}, {:.1} µs each", took.as_secs_f64() * 1e6 / count as f64);
}
