//! `ferrovirt audit`: what is and will be true of every guest of every host.

use std::path::PathBuf;

use clap::Args;
use foresight::{Count, Fleet, GuestDocuments, HostReport};
use regex_lite::Regex;

use crate::cli::Global;
use crate::output::{Answer, Progress, Table};
use crate::survey::{HostDocuments, ask_hosts};
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
    /// Count guests by what this pattern finds in their titles, else in their metadata as it is written (its first
    /// group, else all of it)
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
    let asked = ask_hosts(&survey, &uris, |done| progress.show(done)).await;
    let judged = asked.into_iter().map(|documents| judge(documents, options.group_by.as_ref()));
    let fleet = Fleet::of(judged.collect());
    let verdict = Verdict::of(fleet.severity(), global.severity.into(), fleet.is_complete());
    Ok((answer(&fleet)?, verdict))
}

/// What is told of a fleet.
///
/// # Errors
/// None in practice: every value can be written.
pub fn answer(fleet: &Fleet) -> anyhow::Result<Answer> {
    Ok(Answer {
        document: serde_json::to_value(fleet)?,
        sarif: Some(tables::sarif(fleet)),
        tables: tables_of(fleet),
        left_out: tables::left_out(fleet),
        ..Answer::default()
    })
}

/// What it comes to, each guest in its group.
fn judge(documents: HostDocuments, pattern: Option<&Regex>) -> HostReport {
    let group = |guest: &GuestDocuments| pattern.and_then(|pattern| group_of(guest, pattern));
    let groups: Vec<_> = documents.guests.iter().map(group).collect();
    let mut host = documents.judge();
    for (guest, group) in host.guests.iter_mut().zip(groups) {
        guest.group = group;
    }
    host
}

/// What the pattern finds in a guest's title, else in its metadata.
fn group_of(guest: &GuestDocuments, pattern: &Regex) -> Option<String> {
    let definition = guest.newest()?;
    let find = |text: &str| {
        let found = pattern.captures(text)?;
        found.get(1).or_else(|| found.get(0)).map(|part| part.as_str().to_owned())
    };
    definition.title().and_then(find).or_else(|| definition.metadata().as_deref().and_then(find))
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

#[cfg(test)]
mod tests {
    use foresight::{HostKnowledge, NotAsked};

    use super::*;
    use crate::cli::Format;
    use crate::output::Paint;

    const CAPABILITIES: &str = "<capabilities><guest><arch name='x86_64'><emulator>/qemu</emulator>\
        <machine maxCpus='255'>pc-i440fx-10.0</machine><machine maxCpus='255' deprecated='yes'>pc-i440fx-2.10</machine>\
        <domain type='qemu'/></arch></guest></capabilities>";

    fn guest(name: &str, machine: &str) -> GuestDocuments {
        let next = format!(
            "<domain type='qemu'><name>{name}</name><title>{name} of sales</title><memory>1024</memory><os>\
             <type arch='x86_64' machine='{machine}'>hvm</type></os><devices><emulator>/qemu</emulator></devices></domain>"
        );
        let uuid = "00010203-0405-0607-0809-0a0b0c0d0e0f".into();
        GuestDocuments { name: name.into(), uuid, state: 5, next: Some(next), ..Default::default() }
    }

    fn shown(format: Format) -> String {
        let mut host = HostKnowledge::of_capabilities(CAPABILITIES).unwrap();
        host.set_version(10_000_002);
        let mut running = guest("running", "pc-i440fx-2.10");
        running.active = true;
        running.state = 1;
        running.messages = Some(vec![
            "tainted: custom monitor control commands issued".into(),
            "tainted: use of deprecated configuration settings".into(),
            "deprecated configuration: machine type 'pc-i440fx-2.10'".into(),
        ]);
        let mut other = guest("other", "pc-i440fx-10.0");
        other.not_asked.push(NotAsked { what: "its snapshots".into(), why: "access denied".into() });
        let guests = [guest("clean", "pc-i440fx-10.0"), guest("gone", "pc-i440fx-0.9"), other, running];
        let about = HostReport {
            uri: "qemu:///system".into(),
            hypervisor: Some("QEMU 10.0.2".into()),
            ..HostReport::default()
        };
        let documents = HostDocuments { about, host, guests: guests.to_vec() };
        let first = judge(documents, Some(&Regex::new("of (\\w+)").unwrap()));
        let second = HostReport::failed("qemu+ssh://far/system", "it took longer than 3 s (--deadline)");
        answer(&Fleet::of(vec![first, second])).unwrap().text(format, Paint::NONE).unwrap()
    }

    #[test]
    fn guests_are_grouped_by_title_or_metadata() {
        let pattern = Regex::new("(?:of |<o:team>)(\\w+)").unwrap();
        let titled = guest("a", "pc-i440fx-10.0");
        let mut owned = guest("b", "pc-i440fx-10.0");
        owned.next = owned.next.map(|text| {
            text.replace(
                "<title>b of sales</title>",
                "<metadata><o:app xmlns:o='urn:o'><o:team>red</o:team></o:app></metadata>",
            )
        });
        assert_eq!(group_of(&titled, &pattern).as_deref(), Some("sales"));
        assert_eq!(group_of(&owned, &pattern).as_deref(), Some("red"));
        assert_eq!(group_of(&owned, &Regex::new("blue").unwrap()), None);
    }

    #[test]
    fn a_fleet_is_told_in_every_format() {
        insta::assert_snapshot!("audit_table", shown(Format::Table));
        insta::assert_snapshot!("audit_json", shown(Format::Json));
        insta::assert_snapshot!("audit_csv", shown(Format::Csv));
        insta::assert_snapshot!("audit_sarif", shown(Format::Sarif));
    }
}
