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
    ("licences and sources", deny),
    ("clippy", clippy),
];

fn format() -> Result<()> {
    command::run(Command::new("cargo").args(["fmt", "--all", "--check"]))
}

fn generated() -> Result<()> {
    codegen::run(true).map_err(anyhow::Error::msg)
}

/// cargo-deny takes three minutes to compile, and tidy checks the licences in any case; so it runs only where
/// somebody has it. Advisories want a network and change without us: `cargo deny check advisories`, by hand.
fn deny() -> Result<()> {
    if !command::exists("cargo-deny") {
        println!("cargo-deny is not installed: tidy has checked the licences");
        return Ok(());
    }
    command::run(Command::new("cargo").args([
        "deny",
        "--log-level",
        "error",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
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
