//! `ferrovirtd`: reads its settings, opens its sockets, takes up its guests, and serves libvirt's clients.
//!
//! Only wiring: `daemon` has the order in which things are done, `sockets` where clients find it, `log` how it
//! tells what happens.

mod daemon;
mod log;
mod sockets;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// The Ferrovirt virtualization daemon.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    /// Keep every file and socket below this folder.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    /// Read the settings from this file.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Serve one user's own guests (what users other than root always do).
    #[arg(long)]
    session: bool,

    /// Check the settings and the policy, say what is wrong with them, and end.
    #[arg(long)]
    check: bool,

    /// Tell more, or less: error, warn, info, debug or trace, also for single parts as in "info,vm=debug".
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: String,

    /// How lines of the log are written, on standard error and in its file.
    #[arg(long, value_enum, default_value_t = log::Format::Text)]
    log_format: log::Format,
}

fn main() -> ExitCode {
    match daemon::run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // The log may not be open yet, so whoever started the daemon is told directly.
            let _ = writeln!(std::io::stderr(), "ferrovirtd: {why}");
            ExitCode::FAILURE
        }
    }
}
