//! `cargo xtask conformance`: recorded emulators against the project's own rooms.
//!
//! The comparison is a program of `tests/conformance`; xtask itself must build when a crate of the house
//! does not.

use std::process::Command;

use anyhow::Result;

use crate::command;

/// Builds the program and hands it the arguments as they are.
pub fn run(arguments: &[String]) -> Result<()> {
    let program = ["run", "--quiet", "--package", "conformance", "--bin", "conformance", "--"];
    command::run(Command::new("cargo").args(program).args(arguments))
}
