//! The checks before the tests: each cheap to run by hand, none known only to the CI.

use std::process::Command;

use anyhow::Result;

use crate::{codegen, command, tidy};

/// A check's name and what runs it.
pub type Check = (&'static str, fn() -> Result<()>);

/// All of them, the quickest first.
pub const ALL: &[Check] = &[
    ("format", format),
    ("generated code", generated),
    ("tidy", tidy::run),
    ("licences and advisories", deny),
    ("clippy", clippy),
];

fn format() -> Result<()> {
    command::run(Command::new("cargo").args(["fmt", "--all", "--check"]))
}

fn generated() -> Result<()> {
    codegen::run(true).map_err(anyhow::Error::msg)
}

/// cargo-deny takes minutes to compile and knows advisories besides licences; tidy checks the licences in
/// any case, so here it runs only where somebody has it.
fn deny() -> Result<()> {
    if !command::exists("cargo-deny") {
        println!("cargo-deny is not installed: advisories are not checked (tidy checks the licences)");
        return Ok(());
    }
    command::run(Command::new("cargo").args(["deny", "--log-level", "warn", "check"]))
}

fn clippy() -> Result<()> {
    command::run(Command::new("cargo").args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}
