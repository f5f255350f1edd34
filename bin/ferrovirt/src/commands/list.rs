//! `ferrovirt list`: guests, with a mark at those that need somebody's attention.

use clap::Args;
use foresight::{Fleet, GuestReport};
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Progress, Table};
use crate::survey::survey_hosts;
use crate::verdict::Verdict;

use super::mark::mark;
use super::run::{Outcome, survey};
use super::{host_list, tables};

/// What `list` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Only guests that are tainted, or will be at their next start
    #[arg(long)]
    tainted: bool,
    /// Only guests that use something deprecated, or will
    #[arg(long)]
    deprecated: bool,
    /// Only guests that cannot start any more
    #[arg(long)]
    cannot_start: bool,
}

impl Options {
    /// Of several filters one has to hold.
    fn wants(&self, guest: &GuestReport) -> bool {
        let any = self.tainted || self.deprecated || self.cannot_start;
        !any || (self.tainted && guest.is_tainted())
            || (self.deprecated && guest.is_deprecated())
            || (self.cannot_start && guest.cannot_start())
    }
}

/// Lists guests.
///
/// # Errors
/// When it is not known which hosts are meant.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let uris = host_list::uris(global, None)?;
    let progress = Progress::of(uris.len());
    let hosts = survey_hosts(&survey(global, &[], false), &uris, |done| progress.show(done)).await;
    let fleet = Fleet::of(hosts);
    let verdict = if fleet.is_complete() { Verdict::Clean } else { Verdict::Incomplete };
    let many = fleet.hosts.len() > 1;
    let mut table = match many {
        true => Table::new(&["", "Host", "Name", "State", "Machine type"]),
        false => Table::new(&["", "Name", "State", "Machine type"]),
    };
    let mut listed = Vec::new();
    for host in &fleet.hosts {
        for guest in host.guests.iter().filter(|guest| options.wants(guest)) {
            let mut row = vec![mark(guest).to_owned()];
            if many {
                row.push(host.uri.clone());
            }
            let machine = guest.machine.clone().unwrap_or_default();
            row.extend([guest.name.clone(), guest.state.words().to_owned(), machine]);
            table.rows.push(row);
            listed.push(json!({
                "host": host.uri,
                "name": guest.name,
                "uuid": guest.uuid,
                "state": guest.state,
                "machine": guest.machine,
                "tainted": guest.is_tainted(),
                "deprecated": guest.is_deprecated(),
                "cannot_start": guest.cannot_start(),
                "codes": guest.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(),
            }));
        }
    }
    let tables = std::iter::once(table).chain(tables::not_asked(&fleet)).collect();
    Ok((
        Answer {
            document: json!({ "form": 1, "guests": listed }),
            tables,
            sarif: None,
            left_out: tables::left_out(&fleet),
        },
        verdict,
    ))
}
