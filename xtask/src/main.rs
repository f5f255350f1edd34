//! `cargo xtask VERB`: all that a developer or the CI runs here, so that neither has a secret.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "xtask talks to a person at a terminal")]
#![allow(unreachable_pub, reason = "a program publishes nothing; `pub` is what a module offers its siblings")]

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};

mod bench;
mod codegen;
mod command;
mod conformance;
mod demo;
mod setup;
mod suite;
mod tidy;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Everything that is run in this project")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Install what the demo and the tests need from Debian's or Ubuntu's packages
    Setup {
        /// Also libvirt's own daemon, to compare with in benchmarks
        #[arg(long)]
        with_libvirtd: bool,
        /// Also the QEMUs and the libvirtd of other Debian releases, unpacked beside the host's (a minute, 700 MB)
        #[arg(long)]
        with_other_releases: bool,
    },
    /// Show three real guests to stock virsh: one clean, one deprecated, one with custom arguments
    Demo,
    /// Run every check and every test
    Test {
        /// Only the checks and the tests that start no daemon
        #[arg(long)]
        quick: bool,
    },
    /// Check the house's invariants
    Tidy,
    /// Write the protocol's types and tables from their schema
    Codegen {
        /// Only check that what is committed is fresh
        #[arg(long)]
        check: bool,
    },
    /// Write the command's man pages and completions, as packages ship them
    Manual {
        /// Where to
        folder: PathBuf,
    },
    /// Measure
    Bench {
        #[command(subcommand)]
        what: bench::What,
    },
    /// Count the recorded cases that agree: --data DIR [--recordings DIR]... [--section NAME]... [--json FILE]
    #[command(disable_help_flag = true)]
    Conformance {
        /// What the program of that name takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Setup { with_libvirtd, with_other_releases } => {
            if with_other_releases {
                setup::fetch_other_releases();
            }
            setup::run(setup::Options { with_libvirtd })
        }
        Verb::Demo => demo::run(),
        Verb::Test { quick } => suite::run(quick),
        Verb::Tidy => tidy::run(),
        Verb::Manual { folder } => command::run(
            Command::new("cargo")
                .args(["run", "--quiet", "--package", "ferrovirt", "--", "manual"])
                .arg(folder),
        ),
        Verb::Bench { what } => bench::run(&what),
        Verb::Conformance { arguments } => conformance::run(&arguments),
        Verb::Codegen { check } => codegen::run(check).map_err(anyhow::Error::msg),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
