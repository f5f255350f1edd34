//! `cargo xtask bench WHAT`: measurements that promises rest on.
//!
//! The measuring is done by programs of the end-to-end tests, which have the private daemon at hand; xtask
//! itself must build when a crate of the house does not.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Subcommand;

use crate::command;

/// What is measured.
#[derive(Subcommand)]
pub enum What {
    /// How long 200 simulated hosts with 50 guests each take to be audited, some hanging, refusing, cut off
    Audit,
    /// How long emulators take to be asked what they can do, and how soon a fresh daemon answers
    Caps {
        /// The emulators; else those that are installed
        emulators: Vec<PathBuf>,
    },
    /// How long one core takes to read 5000 definitions
    Definitions,
    /// How long it takes to learn what is found of all guests, beside stock libvirtd where it is installed
    Findings,
}

/// Builds what is measured as it is shipped, and measures.
pub fn run(what: &What) -> Result<()> {
    let (program, arguments): (_, &[PathBuf]) = match what {
        What::Audit => return audit(),
        What::Definitions => return definitions(),
        What::Caps { emulators } => ("bench_caps", emulators),
        What::Findings => ("bench_findings", &[]),
    };
    command::run(Command::new("cargo").args(["build", "--quiet", "--release", "--package", "ferrovirtd"]))?;
    let run = ["run", "--quiet", "--release", "--package", "e2e", "--bin", program, "--"];
    command::run(Command::new("cargo").args(run).args(arguments))
}

/// The fleet's own test has the simulated hosts.
fn audit() -> Result<()> {
    let test =
        ["test", "--quiet", "--release", "--package", "ferrovirt", "--test", "fleet", "--", "--nocapture"];
    command::run(Command::new("cargo").args(test).env("FERROVIRT_FLEET", "200"))
}

/// The conformance tests have the pure rooms at hand, and need no daemon.
fn definitions() -> Result<()> {
    let run = ["run", "--quiet", "--release", "--package", "conformance", "--bin", "bench_definitions"];
    command::run(Command::new("cargo").args(run))
}
