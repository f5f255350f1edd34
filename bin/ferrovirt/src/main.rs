//! `ferrovirt`: what is tainted, deprecated or about to break on a host, whichever libvirt daemon runs there.
//!
//! ```text
//! cli::Arguments --commands::run--> Answer { report, verdict } --output::write--> standard output
//!                                       |                                          exit status
//!                                       +--> what could not be asked --> standard error
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to a person at a terminal")]
#![allow(unreachable_pub, reason = "a program publishes nothing; `pub` is what a module offers its siblings")]

use std::process::ExitCode;

use clap::Parser as _;

mod cli;
mod commands;
mod manual;
mod output;
mod reach;
mod survey;
mod verdict;

use verdict::Verdict;

fn main() -> ExitCode {
    let arguments = match cli::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => {
            // Help and the version are no errors; clap knows where each goes.
            let _ = told.print();
            return if told.use_stderr() { Verdict::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => {
            eprintln!("error: {why}");
            return Verdict::Incomplete.into();
        }
    };
    let verdict = runtime.block_on(commands::run(&arguments));
    // A program in between (ssh) may hang; nobody waits for it.
    runtime.shutdown_background();
    verdict.into()
}
