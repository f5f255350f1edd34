//! From the command line to its command.

use crate::cli::{Arguments, Command};
use crate::manual;
use crate::verdict::Verdict;

use super::list;

/// Runs the command; what it found out is printed.
pub async fn run(arguments: &Arguments) -> Verdict {
    let global = &arguments.global;
    match &arguments.command {
        Command::List(options) => list::run(global, options).await,
        Command::Manual(options) => match manual::write(options) {
            Ok(()) => Verdict::Clean,
            Err(why) => {
                eprintln!("error: {why:#}");
                Verdict::Incomplete
            }
        },
    }
}
