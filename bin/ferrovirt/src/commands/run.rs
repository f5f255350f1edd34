//! From the command line to its command.

use std::time::Duration;

use crate::cli::{Arguments, Command, Global};
use crate::manual;
use crate::output::Answer;
use crate::survey::{Selection, Survey};
use crate::verdict::Verdict;

use super::{
    acknowledge, audit, capabilities, check, doctor, dominfo, explain, findings, fix, forecast, list,
    machine_diff,
};

/// What a command comes to: an answer and how it ends, or why there is none.
pub type Outcome = anyhow::Result<(Answer, Verdict)>;

/// The command line names something that there is not.
#[derive(Debug)]
pub struct Misused(pub String);

impl std::fmt::Display for Misused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misused {}

/// Runs the command; what it found out is printed.
pub async fn run(arguments: &Arguments) -> Verdict {
    let global = &arguments.global;
    let outcome = match &arguments.command {
        Command::Acknowledge(options) => acknowledge::acknowledge(global, options).await,
        Command::Audit(options) => audit::run(global, options).await,
        Command::Capabilities(options) => capabilities::run(global, options).await,
        Command::Check(options) => check::run(global, options).await,
        Command::Doctor => doctor::run(global).await,
        Command::Dominfo(options) => dominfo::run(global, options).await,
        Command::Explain(options) => explain::run(options),
        Command::Findings(options) => findings::run(global, options).await,
        Command::Fix(options) => fix::run(global, options).await,
        Command::Forecast(options) => forecast::run(global, options).await,
        Command::MachineDiff(options) => machine_diff::run(global, options).await,
        Command::List(options) => list::run(global, options).await,
        Command::Withdraw(which) => acknowledge::withdraw(global, which).await,
        Command::Manual(options) => manual::write(options).map(|()| (Answer::default(), Verdict::Clean)),
    };
    match outcome {
        Ok((answer, verdict)) => answer.print(global.format).max(verdict),
        Err(why) => {
            eprintln!("error: {why:#}");
            if why.is::<Misused>() {
                return Verdict::Usage;
            }
            let advice = why.downcast_ref::<client::ClientError>().and_then(client::ClientError::advice);
            if let Some(advice) = advice {
                eprintln!("  what to do: {advice}");
            }
            Verdict::Incomplete
        }
    }
}

/// How hosts are asked, as the command line says.
pub fn survey(global: &Global, guests: &[String], saved_states: bool) -> Survey {
    let deadline: Duration = global.deadline;
    Survey {
        deadline,
        selection: Selection::of(guests),
        may_open_for_writing: !global.look_only,
        saved_states,
        moves: false,
    }
}
