//! `cargo xtask demo`: sets the machine up, builds the daemon, and lets the story tell itself.
//!
//! The story is a program of the end-to-end tests (`tests/e2e/src/bin/demo`), which has the private daemon
//! and the stock clients at hand; xtask itself must build when a crate of the house does not.

use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::setup;

/// Runs the demo from nothing.
pub fn run() -> Result<()> {
    setup::run(setup::Options::default())?;
    command::run(Command::new("cargo").args(["build", "--quiet", "--package", "ferrovirtd"]))?;
    command::run(Command::new("cargo").args(["run", "--quiet", "--package", "e2e", "--bin", "demo"]))
}
