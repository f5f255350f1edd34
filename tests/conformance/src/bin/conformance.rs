//! `cargo xtask conformance`: how many recorded cases agree, and where the others first differ.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person at a terminal")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use conformance::{Run, Section, sections, shared};
use serde_json::{Value, json};

/// Compare what the project makes of recorded emulators with what is expected. Misses are no failure of the
/// command: the counts are its result.
#[derive(Parser)]
#[command(name = "cargo xtask conformance")]
struct Arguments {
    /// The directory with the cases: whatever of oracle/, guests/, domaincaps/, argv/ is in it is run
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where recordings, descriptors and the like are looked up that the data lacks, besides the shared data
    #[arg(long, value_name = "DIR")]
    recordings: Vec<PathBuf>,
    /// Only this section, such as oracle
    #[arg(long, value_name = "NAME")]
    section: Vec<String>,
    /// Write every case's verdict into this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), String> {
    let Arguments { data, recordings, section, json } = arguments;
    if !data.is_dir() {
        return Err(format!("{} is no directory", data.display()));
    }
    let mut recordings = recordings;
    recordings.extend(shared("conformance"));
    let done = sections(&Run { data: data.clone(), others: recordings, wanted: section })?;
    if done.is_empty() {
        return Err(format!("{} has nothing to run", data.display()));
    }
    for section in &done {
        println!("{section}");
    }
    let Some(file) = json else { return Ok(()) };
    let text = serde_json::to_string_pretty(&verdicts(&done)).map_err(|why| why.to_string())?;
    std::fs::write(&file, text + "\n").map_err(|why| format!("{}: {why}", file.display()))
}

fn verdicts(sections: &[Section]) -> Value {
    let section = |section: &Section| {
        let cases = section.verdicts.iter().map(|verdict| {
            json!({"case": verdict.case, "agrees": verdict.difference.is_none(),
                "difference": verdict.difference})
        });
        json!({"section": section.name, "passed": section.passed(), "total": section.verdicts.len(),
            "cases": cases.collect::<Vec<_>>()})
    };
    json!({"sections": sections.iter().map(section).collect::<Vec<_>>()})
}
