//! `ferrovirt fix`: a change that clears a finding, to look at, to make, and to undo.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use foresight::fix::{CLEARED, Choice, Fix, MachineTypes, guards_of, propose};
use foresight::{Definition, HostKnowledge};
use serde_json::json;

use crate::cli::Global;
use crate::fixing::{Allowed, StoredGuest, apply, undo};
use crate::output::{Answer, Table};
use crate::reach;
use crate::survey::ask_knowledge;
use crate::verdict::Verdict;

use super::check::read;
use super::run::{Misused, Outcome};

/// What `fix` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The guest's name, id or uuid; or a file with a definition
    guest: String,
    /// Which finding is to be cleared
    #[arg(long, value_name = "CODE", default_value = "deprecated-config.machine-type")]
    code: String,
    /// A further host on which the guest has to start as well
    #[arg(long, value_name = "URI")]
    also: Vec<String>,
    /// A further host, by the file of `ferrovirt capabilities export`
    #[arg(long, value_name = "FILE")]
    capabilities: Vec<PathBuf>,
    /// Take the oldest machine type that is not deprecated, not the newest: it changes least
    #[arg(long)]
    nearest: bool,
    /// Store the change on the host, for the guest's next cold boot
    #[arg(long, conflicts_with = "undo")]
    apply: bool,
    /// Store what was there before the last change
    #[arg(long)]
    undo: bool,
    /// Change a guest that looks like Windows, too
    #[arg(long)]
    even_windows: bool,
    /// Change a guest whose state was saved, too
    #[arg(long)]
    even_with_state: bool,
}

/// Shows, makes or undoes the change.
///
/// # Errors
/// When there is none, when it is not allowed, when a host cannot be asked.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    if !CLEARED.contains(&options.code.as_str()) {
        let why = format!(
            "no change is known that clears '{}': `ferrovirt explain {}` says what to do",
            options.code, options.code
        );
        return Err(Misused(why).into());
    }
    let file = Path::new(&options.guest);
    if file.is_file() || options.guest == "-" {
        return of_file(global, options, file).await;
    }
    let uri = reach::uri(global)?;
    let may_write = options.apply || options.undo;
    if may_write && global.look_only {
        return Err(Misused("--look-only allows no change".into()).into());
    }
    let guest = StoredGuest::open(global, &uri, &options.guest, may_write).await?;
    let own = ask_knowledge(&uri, global.deadline, false, Vec::new()).await?;
    if options.undo {
        let undone = undo(&guest, &own).await?;
        let done =
            format!("'{}' has machine type '{}' again at its next cold boot.", guest.name(), undone.from);
        let document =
            json!({ "form": 1, "guest": guest.name(), "undone": { "from": undone.to, "to": undone.from } });
        return Ok((told(document, String::new(), vec![done]), Verdict::Clean));
    }
    let text = guest.definition().await?;
    let definition = parse(&text, guest.name())?;
    let mut hosts = vec![own];
    hosts.extend(others(global, options).await?);
    let fix = proposed(&definition, guest.name(), &hosts, options)?;
    let guards: Vec<String> = guards_of(&definition).iter().map(|guard| format!("Note: {guard}.")).collect();
    if !options.apply {
        let mut notes = guards;
        notes.push(format!(
            "Nothing is changed yet: `ferrovirt fix {} --apply` stores it for the next cold boot; the guest will then see \
             the hardware of '{}'.",
            guest.name(),
            fix.to
        ));
        let document = json!({ "form": 1, "guest": guest.name(), "fix": fix, "applied": false });
        return Ok((told(document, fix.diff, notes), Verdict::Found));
    }
    let allowed = Allowed { windows: options.even_windows, state: options.even_with_state };
    let (backup, mut notes) = apply(&guest, &uri, &definition, &fix, allowed).await?;
    notes.push(format!(
        "Stored. '{}' has machine type '{}' from its next cold boot on; what runs is as it was.",
        guest.name(),
        fix.to
    ));
    notes.push(format!(
        "The former definition is in {}: `ferrovirt fix {} --undo` brings it back.",
        backup.display(),
        guest.name()
    ));
    let document = json!({ "form": 1, "guest": guest.name(), "fix": fix, "applied": true, "backup": backup.display().to_string() });
    Ok((told(document, fix.diff, notes), Verdict::Clean))
}

/// The change of a file: shown, for `patch`.
async fn of_file(global: &Global, options: &Options, file: &Path) -> Outcome {
    if options.apply || options.undo {
        return Err(Misused("a file is changed by `patch`, which takes what this prints".into()).into());
    }
    let (name, text) = read(file)?;
    let definition = parse(&text, &name)?;
    let mut hosts = others(global, options).await?;
    // Without any host that is named, the one at hand.
    if hosts.is_empty() || !global.connect.is_empty() {
        let uri = reach::uri(global)?;
        hosts.push(ask_knowledge(&uri, global.deadline, false, Vec::new()).await?);
    }
    let fix = proposed(&definition, &name, &hosts, options)?;
    let notes = guards_of(&definition).iter().map(|guard| format!("Note: {guard}.")).collect();
    let document = json!({ "form": 1, "guest": definition.name(), "fix": fix, "applied": false });
    Ok((told(document, fix.diff, notes), Verdict::Found))
}

fn parse(text: &str, name: &str) -> Result<Definition> {
    Definition::parse(text).map_err(|fault| {
        let place = fault.position.map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
        anyhow!("{name}{place}: {}", fault.error)
    })
}

/// What the other hosts that are named can do.
async fn others(global: &Global, options: &Options) -> Result<Vec<HostKnowledge>> {
    let mut hosts = Vec::new();
    for uri in &options.also {
        hosts
            .push(ask_knowledge(uri, global.deadline, false, Vec::new()).await.with_context(|| uri.clone())?);
    }
    for path in &options.capabilities {
        let (name, text) = read(path)?;
        let mut host = HostKnowledge::default();
        host.add(&text).with_context(|| name)?;
        hosts.push(host);
    }
    Ok(hosts)
}

fn proposed(definition: &Definition, name: &str, hosts: &[HostKnowledge], options: &Options) -> Result<Fix> {
    let choice = if options.nearest { Choice::Nearest } else { Choice::Newest };
    let mut offers = Vec::new();
    for host in hosts {
        let Some(answers) = host.answers_for(definition) else {
            bail!("a host does not tell which machine types it offers for guests such as '{name}'");
        };
        let machines = answers.accelerators.into_values().next().map(|offer| offer.machines);
        offers.push(MachineTypes(machines.unwrap_or_default()));
    }
    propose(definition, name, &offers, choice).map_err(|why| anyhow!("'{name}': {why}"))
}

fn told(document: serde_json::Value, prose: String, notes: Vec<String>) -> Answer {
    let mut table = Table::new(&[]);
    table.notes = notes;
    Answer { document, prose, tables: vec![table], ..Answer::default() }
}
