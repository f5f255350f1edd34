//! The command line.

use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands;

const EXIT_STATUS: &str = "\
Exit status:
  0   nothing found at or above --severity
  1   findings at or above --severity
  2   not everything could be asked (wins over 1)
  64  the command line cannot be understood";

/// What is tainted, deprecated or about to break, on any libvirt host
#[derive(Debug, Parser)]
#[command(name = "ferrovirt", version, after_help = EXIT_STATUS, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What all commands share.
#[derive(Debug, Args)]
pub struct Global {
    /// The daemon to ask: a libvirt URI or an alias of libvirt.conf; `audit` takes many
    #[arg(short, long = "connect", value_name = "URI", global = true)]
    pub connect: Vec<String>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t = Format::Table, global = true)]
    pub format: Format,
    /// The least grave finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t = Severity::Warning, global = true)]
    pub severity: Severity,
    /// Never open a connection that may write; CPU models of guests that do not run are then not judged, for
    /// libvirt tells of them on such a connection only
    #[arg(long, global = true)]
    pub look_only: bool,
    /// How long each host may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds, global = true)]
    pub deadline: Duration,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// One JSON document
    Json,
    /// Comma-separated values with a header
    Csv,
    /// SARIF 2.1.0, for code scanners; only of commands that find something
    Sarif,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Severity {
    /// Worth knowing
    Info,
    /// Worth acting on before the next upgrade
    Warning,
    /// Dangerous as it is, or it will not start
    Danger,
}

impl From<Severity> for findings::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warning => Self::Warning,
            Severity::Danger => Self::Danger,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take a finding of a guest upon yourself: a ferrovirtd goes on showing it, with who answers for it and why
    #[command(after_help = "Examples:\n  ferrovirt acknowledge web1 custom-argv --reason CHG-1234\n  \
                            ferrovirt acknowledge web1 deprecated-config.machine-type \
                      --reason stays-until-replaced --owner ops --expires 2099-12-31")]
    Acknowledge(commands::acknowledge::Options),
    /// What is and will be true of every guest of every host
    #[command(
        after_help = "Examples:\n  ferrovirt audit\n  ferrovirt audit --connect qemu:///system --format json\n  \
                            ferrovirt audit --hosts hosts.txt --deadline 10 --severity danger\n  \
                            ferrovirt audit --group-by 'team=[a-z]+'"
    )]
    Audit(commands::audit::Options),
    /// Carry what a host's emulators can do to another place
    #[command(
        after_help = "Example:\n  ferrovirt capabilities export --connect qemu:///system --output host.json"
    )]
    Capabilities(commands::capabilities::Options),
    /// Judge definitions in files before they are defined
    #[command(after_help = "Examples:\n  ferrovirt check guest.xml\n  \
                            ferrovirt check guest.xml --capabilities host.json --format sarif")]
    Check(commands::check::Options),
    /// Look at this machine: sockets, daemons, KVM, emulators, limits
    #[command(after_help = "Example:\n  ferrovirt doctor")]
    Doctor,
    /// Tell of one guest, with what it is tainted by and what is deprecated about it
    #[command(after_help = "Example:\n  ferrovirt dominfo web1")]
    Dominfo(commands::dominfo::Options),
    /// Explain a finding's code: what it means, how bad it is, what to do
    #[command(after_help = "Example:\n  ferrovirt explain deprecated-config.machine-type")]
    Explain(commands::explain::Options),
    /// What a ferrovirtd knows of all its guests, at once or as it changes
    #[command(
        after_help = "Examples:\n  ferrovirt findings\n  ferrovirt findings web1 --code deprecated-config\n  \
                            ferrovirt findings --watch --format json"
    )]
    Findings(commands::findings::Options),
    /// A change of the machine type that clears a finding: shown as a diff, stored with --apply, undone with --undo
    #[command(
        after_help = "Exit status: 0 stored or undone, 1 a change is shown, 2 there is none or it is refused\n\n\
                            Examples:\n  ferrovirt fix web1\n  ferrovirt fix web1 --apply\n  ferrovirt fix web1 --undo\n  \
                            ferrovirt fix guest.xml --capabilities newhost.json --nearest"
    )]
    Fix(commands::fix::Options),
    /// What another QEMU will mean for guests: which will not start, which become deprecated, which can no longer
    /// migrate between which hosts
    #[command(after_help = "Examples:\n  ferrovirt forecast --to 11.1\n  \
                            ferrovirt forecast --to-capabilities newhost.json --connect qemu:///system\n  \
                            ferrovirt forecast --hosts hosts.txt --to 11.1 --format csv\n\n\
                            With several hosts it also tells which guests cannot migrate between which of them: as they \
                            are, and to a host that is upgraded before the others.")]
    Forecast(commands::forecast::Options),
    /// What a guest would see change on another machine type, most visible first
    #[command(after_help = "Examples:\n  ferrovirt machine-diff guest.xml --to pc-q35-10.0\n  \
                            ferrovirt machine-diff web1 --to pc-i440fx-10.0 --connect qemu:///system")]
    MachineDiff(commands::machine_diff::Options),
    /// List guests, with a mark at those that need somebody's attention
    #[command(after_help = "Example:\n  ferrovirt list --deprecated --connect qemu:///system")]
    List(commands::list::Options),
    /// Take back what was acknowledged of a guest, by the same words
    #[command(after_help = "Example:\n  ferrovirt withdraw web1 custom-argv")]
    Withdraw(commands::acknowledge::Which),
    /// Write man pages and completions (for packagers)
    #[command(hide = true)]
    Manual(crate::manual::Options),
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err("expected a number of seconds above 0".into()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_that_is_understood() {
        for command in Arguments::command().get_subcommands().filter(|command| !command.is_hide_set()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples: Vec<&str> =
                help.lines().map(str::trim).filter(|line| line.starts_with("ferrovirt ")).collect();
            assert!(!examples.is_empty(), "{}", command.get_name());
            for example in examples {
                let words = example.split_whitespace();
                assert!(Arguments::try_parse_from(words).is_ok(), "{example}");
                assert!(example.contains(command.get_name()), "{example}");
            }
        }
    }
}
