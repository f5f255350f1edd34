//! `ferrovirt acknowledge` and `ferrovirt withdraw`: taking a finding of a guest upon oneself, and no more.

use clap::Args;
use client::wire::ferrovirt::{FindingsAcknowledgeArgs, FindingsWithdrawArgs};
use client::wire::remote::Domain;
use client::{Connection, OpenOptions};
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Table};
use crate::reach;
use crate::survey::uuid_text;
use crate::verdict::Verdict;

use super::dominfo::lookup;
use super::findings::explained;
use super::run::{Misused, Outcome};
use super::until;

/// Which findings are meant.
#[derive(Debug, Args)]
pub struct Which {
    /// The guest's name, id or uuid
    guest: String,
    /// The findings' code, such as custom-argv: exactly this one
    code: String,
    /// Only of this value, such as a machine type; otherwise of whatever there is or will be
    #[arg(long, value_name = "VALUE")]
    about: Option<String>,
}

/// What `acknowledge` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    which: Which,
    /// Why that is right
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who answers for it, if it is not the account that asks
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,
    /// The last day on which it counts (in UTC, such as 2027-03-31); otherwise until it is withdrawn
    #[arg(long, value_name = "DATE", value_parser = until::end_of_day_ms)]
    expires: Option<u64>,
}

/// Takes findings upon somebody.
///
/// # Errors
/// When the daemon cannot be asked, has no such program or guest, or refuses.
pub async fn acknowledge(global: &Global, options: &Options) -> Outcome {
    let (connection, dom) = reach_guest(global, &options.which).await?;
    let args = FindingsAcknowledgeArgs {
        dom: dom.clone(),
        code: options.which.code.clone(),
        value: options.which.about.clone(),
        owner: options.owner.clone(),
        reason: options.reason.clone(),
        expires_ms: options.expires.unwrap_or(0),
        flags: 0,
    };
    let done = connection.ferrovirt_findings_acknowledge(&args).await.map_err(explained)?;
    let note =
        (done.findings == 0).then_some("Nothing of the kind is found now; it counts as soon as it is.");
    Ok((answer(&options.which, &dom, "acknowledged", done.findings, note), Verdict::Clean))
}

/// Takes that back.
///
/// # Errors
/// When the daemon cannot be asked, has no such program or guest, or nothing was acknowledged by these words.
pub async fn withdraw(global: &Global, which: &Which) -> Outcome {
    let (connection, dom) = reach_guest(global, which).await?;
    let (code, value) = (which.code.clone(), which.about.clone());
    let args = FindingsWithdrawArgs { dom: dom.clone(), code, value, flags: 0 };
    let done = connection.ferrovirt_findings_withdraw(&args).await.map_err(explained)?;
    Ok((answer(which, &dom, "withdrawn", done.findings, None), Verdict::Clean))
}

async fn reach_guest(global: &Global, which: &Which) -> anyhow::Result<(Connection, Domain)> {
    if global.look_only {
        return Err(Misused("--look-only allows no change".into()).into());
    }
    let uri = reach::uri(global)?;
    let connection = OpenOptions::new().deadline(global.deadline).open(&uri).await?;
    let dom = lookup(&connection, &which.guest).await?;
    Ok((connection, dom))
}

fn answer(which: &Which, dom: &Domain, done: &str, findings: u32, note: Option<&str>) -> Answer {
    let mut table = Table::new(&["Guest", "Code", "About", "Done", "Findings now"]);
    table.row([
        dom.name.clone(),
        which.code.clone(),
        which.about.clone().unwrap_or_else(|| "all".into()),
        done.to_owned(),
        findings.to_string(),
    ]);
    table.notes.extend(note.map(str::to_owned));
    let document = json!({
        "form": 1,
        "guest": { "name": dom.name, "uuid": uuid_text(&dom.uuid) },
        "code": which.code,
        "value": which.about,
        "done": done,
        "findings": findings,
    });
    Answer { document, tables: vec![table], ..Answer::default() }
}
