//! `ferrovirt audit`: what is and will be true of every guest of every host.

use std::path::PathBuf;

use clap::Args;
use foresight::{Count, Fleet, HostReport};
use regex_lite::Regex;

use crate::cli::Global;
use crate::output::{Answer, Progress, Table};
use crate::survey::survey_hosts;
use crate::verdict::Verdict;

use super::run::{Outcome, survey};
use super::{host_list, tables};

/// What `audit` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Only these guests, by name or uuid
    guests: Vec<String>,
    /// A file with a URI (or a host reached by ssh) on each line
    #[arg(long, value_name = "FILE")]
    hosts: Option<PathBuf>,
    /// Count guests by what this pattern finds in their titles (its first group, else all of it)
    #[arg(long, value_name = "PATTERN")]
    group_by: Option<Regex>,
}

/// Asks all hosts, and tells.
///
/// # Errors
/// When it is not known which hosts are meant.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let uris = host_list::uris(global, options.hosts.as_deref())?;
    let progress = Progress::of(uris.len());
    let survey = survey(global, &options.guests, true);
    let mut hosts = survey_hosts(&survey, &uris, |done| progress.show(done)).await;
    if let Some(pattern) = &options.group_by {
        group(&mut hosts, pattern);
    }
    let fleet = Fleet::of(hosts);
    let verdict = Verdict::of(fleet.severity(), global.severity.into(), fleet.is_complete());
    let answer = Answer {
        document: serde_json::to_value(&fleet)?,
        sarif: Some(tables::sarif(&fleet)),
        tables: tables_of(&fleet),
        left_out: tables::left_out(&fleet),
    };
    Ok((answer, verdict))
}

fn group(hosts: &mut [HostReport], pattern: &Regex) {
    for guest in hosts.iter_mut().flat_map(|host| &mut host.guests) {
        let found = guest.title.as_deref().and_then(|title| pattern.captures(title));
        guest.group = found
            .and_then(|found| found.get(1).or_else(|| found.get(0)).map(|part| part.as_str().to_owned()));
    }
}

fn tables_of(fleet: &Fleet) -> Vec<Table> {
    let mut findings = tables::findings(fleet);
    let summary = &fleet.summary;
    findings.notes.push(format!(
        "{} of {} guests on {} hosts have findings",
        summary.guests_with_findings, summary.guests, summary.hosts
    ));
    let mut all = vec![findings];
    let mut counted = |title: &str, of: &str, counts: &[Count]| {
        if counts.is_empty() {
            return;
        }
        let mut table = Table::new(&[of, "Guests", "With findings"]);
        table.title = Some(title.to_owned());
        for count in counts {
            table.row([count.of.clone(), count.guests.to_string(), count.with_findings.to_string()]);
        }
        all.push(table);
    };
    counted("By code:", "Code", &summary.by_code);
    counted("By machine type:", "Machine type", &summary.by_machine);
    if summary.hosts > 1 {
        counted("By host:", "Host", &summary.by_host);
    }
    counted("By group:", "Group", &summary.by_group);
    all.extend(tables::not_asked(fleet));
    all
}
