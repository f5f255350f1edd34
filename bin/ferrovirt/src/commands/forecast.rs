//! `ferrovirt forecast`: what another QEMU will mean for guests, and where they can move.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use client::Uri;
use findings::Severity;
use foresight::{
    Basis, Coming, Fleet, HostKnowledge, Kind, Outlook, Prediction, Release, Station, Stuck, machines_in_use,
    stuck,
};
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Progress, Table};
use crate::survey::{HostDocuments, Survey, ask_hosts};
use crate::verdict::Verdict;

use super::check::read;
use super::run::{Misused, Outcome, survey};
use super::{host_list, tables};

/// How many hosts are named in a table before the rest is counted.
const HOSTS_SHOWN: usize = 4;

/// What `forecast` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Only these guests, by name or uuid
    guests: Vec<String>,
    /// A file with a URI (or a host reached by ssh) on each line
    #[arg(long, value_name = "FILE")]
    hosts: Option<PathBuf>,
    /// The QEMU that is to come, by its version: what QEMU's rule for machine types says of it. Without any QEMU that
    /// is to come, two or more hosts are compared as they are: which guests can move where
    #[arg(long, value_name = "VERSION", value_parser = release)]
    to: Option<Release>,
    /// The QEMU that is to come, by its own answers: of `ferrovirt capabilities export` where it is installed
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    to_capabilities: Option<PathBuf>,
    /// The QEMU that is to come, by its own answers: a binary of this machine
    #[arg(long, value_name = "BINARY", conflicts_with_all = ["to", "to_capabilities"])]
    to_emulator: Option<PathBuf>,
}

fn release(text: &str) -> Result<Release, String> {
    Release::from_text(text).ok_or_else(|| "expected a version of QEMU, such as 11.1".to_owned())
}

impl Options {
    /// The QEMU that is to come, where one is named.
    async fn coming(&self) -> anyhow::Result<Option<Coming>> {
        let answers = if let Some(path) = &self.to_capabilities {
            let (name, text) = read(path)?;
            let mut host = HostKnowledge::default();
            host.add(&text).with_context(|| name)?;
            host
        } else if let Some(binary) = &self.to_emulator {
            HostKnowledge::of_probe(prober::probe(binary).await?)
        } else {
            return Ok(self.to.map(Coming::Release));
        };
        Ok(Some(Coming::Answers(Box::new(answers))))
    }
}

/// Asks all hosts, and tells.
///
/// # Errors
/// When it is not known which hosts are meant, or the file cannot be used.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let coming = options.coming().await?;
    let uris = host_list::uris(global, options.hosts.as_deref())?;
    if coming.is_none() && uris.len() < 2 {
        let why = "name the QEMU that is to come (--to, --to-capabilities, --to-emulator), or several hosts";
        return Err(Misused(why.into()).into());
    }
    let progress = Progress::of(uris.len());
    let survey = Survey { moves: uris.len() > 1, ..survey(global, &options.guests, false) };
    let asked = ask_hosts(&survey, &uris, |done| progress.show(done)).await;
    let told = Told::of(asked, coming.as_ref(), options.to_emulator.is_some());
    let verdict = Verdict::of(told.gravest(), global.severity.into(), told.fleet.is_complete());
    Ok((told.answer(), verdict))
}

/// What one guest has to expect.
struct Foretold {
    host: String,
    guest: String,
    prediction: Prediction,
}

/// All that is told.
struct Told {
    predictions: Vec<Foretold>,
    stuck: Vec<Stuck>,
    machines: Vec<foresight::MachineInUse>,
    fleet: Fleet,
    /// Whether a QEMU that is to come was named.
    foretells: bool,
    /// Whether there is another host to move to.
    many: bool,
}

impl Told {
    /// `probed_here`: the QEMU that is to come was asked on this machine.
    fn of(asked: Vec<HostDocuments>, coming: Option<&Coming>, probed_here: bool) -> Self {
        let mut predictions = Vec::new();
        for host in &asked {
            let of_this_host = probed_here && is_this_machine(&host.about.uri);
            for guest in &host.guests {
                let Some((definition, coming)) = guest.newest().zip(coming) else { continue };
                let today = host.host.answers_for(&definition);
                let all = coming.foretell(&definition, today.as_ref(), of_this_host).into_iter();
                predictions.extend(all.filter(|prediction| prediction.outlook != Outlook::Stays).map(
                    |prediction| Foretold {
                        host: host.about.uri.clone(),
                        guest: guest.name.clone(),
                        prediction,
                    },
                ));
            }
        }
        let stations: Vec<Station<'_>> = asked
            .iter()
            .map(|host| Station { uri: &host.about.uri, host: &host.host, guests: &host.guests })
            .collect();
        Self {
            predictions,
            stuck: stuck(&stations, coming),
            machines: machines_in_use(asked.iter().flat_map(|host| &host.guests)),
            foretells: coming.is_some(),
            many: asked.len() > 1,
            fleet: Fleet::of(asked.into_iter().map(|host| host.about).collect()),
        }
    }

    fn gravest(&self) -> Option<Severity> {
        let predictions = self.predictions.iter().map(|told| severity(told.prediction.outlook));
        predictions.chain((!self.stuck.is_empty()).then_some(Severity::Warning)).max()
    }

    fn answer(&self) -> Answer {
        let rows: Vec<_> = self
            .predictions
            .iter()
            .map(|told| json!({ "host": told.host, "guest": told.guest, "prediction": told.prediction }))
            .collect();
        let mut tables = Vec::new();
        if self.foretells {
            tables.push(self.predictions_table());
        }
        if self.many {
            tables.push(self.moves_table(HOSTS_SHOWN));
        }
        tables.push(self.machines_table());
        tables.extend(tables::not_asked(&self.fleet));
        Answer {
            document: json!({
                "form": 1,
                "predictions": rows,
                "cannot_migrate": self.stuck,
                "machine_types": self.machines,
            }),
            tables,
            csv: Some(self.csv()),
            left_out: tables::left_out(&self.fleet),
            ..Answer::default()
        }
    }

    fn predictions_table(&self) -> Table {
        let mut table = Table::new(&["Host", "Guest", "Outlook", "Basis", "Goes in", "Why"]);
        let mut unknown_models = 0_usize;
        for told in &self.predictions {
            let is_model = told.prediction.kind == Kind::CpuModel;
            if is_model && told.prediction.outlook == Outlook::Unknown {
                // The same sentence for nearly every guest says nothing of any.
                unknown_models += 1;
                continue;
            }
            table.rows.push(cells(told));
        }
        if unknown_models > 0 {
            table.notes.push(format!(
                "Of {unknown_models} guests with a CPU model of their own: no rule says when models go, so only the \
                 binary can tell (--to-capabilities)."
            ));
        }
        table
    }

    /// Who cannot move where, with this many hosts named in a row.
    fn moves_table(&self, shown: usize) -> Table {
        let mut table = Table::new(&["From", "Guest", "To", "With the QEMU", "Basis", "Why"]);
        table.title = Some("Cannot migrate:".into());
        for stuck in &self.stuck {
            table.rows.push(move_cells(stuck, shown));
        }
        if self.stuck.is_empty() {
            table.notes.push("Nothing is known that keeps a guest from any of the other hosts.".into());
        }
        table
    }

    fn machines_table(&self) -> Table {
        let mut table = Table::new(&["Machine type", "Guests", "Deprecated from", "Goes in"]);
        table.title = Some("Machine types in use, by QEMU's rule:".into());
        let text = |release: Option<Release>| release.map_or("no rule".to_owned(), |at| at.to_string());
        for machine in &self.machines {
            table.row([
                machine.name.clone(),
                machine.guests.to_string(),
                text(machine.deprecated_from),
                text(machine.goes_in),
            ]);
        }
        table
    }

    /// Predictions, and moves with all hosts named, as rows of one table.
    fn csv(&self) -> Table {
        let mut table =
            Table::new(&["Host", "Guest", "Outlook", "Basis", "Goes in", "Why", "To", "With the QEMU"]);
        table.rows.extend(self.predictions.iter().map(|told| {
            let mut row = cells(told);
            row.extend([String::new(), String::new()]);
            row
        }));
        for stuck in &self.stuck {
            for to in &stuck.to {
                table.row([
                    stuck.from.clone(),
                    stuck.guest.clone(),
                    "cannot migrate".to_owned(),
                    basis_of(stuck).to_owned(),
                    String::new(),
                    why(stuck),
                    to.clone(),
                    occasion(stuck).to_owned(),
                ]);
            }
        }
        table
    }
}

fn cells(told: &Foretold) -> Vec<String> {
    let prediction = &told.prediction;
    vec![
        told.host.clone(),
        told.guest.clone(),
        outlook(prediction.outlook).to_owned(),
        basis(prediction.basis).to_owned(),
        prediction.goes_in.map(|release| release.to_string()).unwrap_or_default(),
        prediction.sentence.clone(),
    ]
}

fn move_cells(stuck: &Stuck, shown: usize) -> Vec<String> {
    let mut to: Vec<String> = stuck.to.iter().take(shown).cloned().collect();
    match stuck.to.len().saturating_sub(shown) {
        0 => {}
        more => to.push(format!("and {more} more")),
    }
    vec![
        stuck.from.clone(),
        stuck.guest.clone(),
        to.join(", "),
        occasion(stuck).to_owned(),
        basis_of(stuck).to_owned(),
        why(stuck),
    ]
}

fn occasion(stuck: &Stuck) -> &'static str {
    match stuck.when {
        foresight::Occasion::Now => "of now",
        foresight::Occasion::Upgraded => "to come",
    }
}

fn basis_of(stuck: &Stuck) -> &'static str {
    stuck.obstacles.first().map_or("unknown", |first| basis(first.basis))
}

fn why(stuck: &Stuck) -> String {
    stuck.obstacles.iter().map(|obstacle| obstacle.sentence.as_str()).collect::<Vec<_>>().join("; ")
}

/// Whether a host is the machine that this runs on.
fn is_this_machine(uri: &str) -> bool {
    Uri::parse(uri).is_ok_and(|uri| uri.host.is_none())
}

fn severity(outlook: Outlook) -> Severity {
    match outlook {
        Outlook::Stays | Outlook::Unknown => Severity::Info,
        Outlook::Deprecated | Outlook::MayGo => Severity::Warning,
        Outlook::Unusable | Outlook::Gone => Severity::Danger,
    }
}

fn outlook(outlook: Outlook) -> &'static str {
    match outlook {
        Outlook::Stays => "stays",
        Outlook::Unknown => "unknown",
        Outlook::Deprecated => "deprecated",
        Outlook::MayGo => "may go",
        Outlook::Unusable => "unusable",
        Outlook::Gone => "cannot start",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Known => "known",
        Basis::Projected => "projected",
        Basis::AtRisk => "at risk",
        Basis::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use foresight::GuestDocuments;

    use super::*;
    use crate::cli::Format;
    use crate::output::Paint;

    fn host(uri: &str, machines: &[&str], guests: &[(&str, &str)]) -> HostDocuments {
        let machines: String =
            machines.iter().map(|name| format!("<machine maxCpus='255'>{name}</machine>")).collect();
        let capabilities = format!(
            "<capabilities><guest><arch name='x86_64'><emulator>/qemu</emulator>{machines}<domain type='qemu'/>\
             </arch></guest></capabilities>"
        );
        let guest = |(name, machine): &(&str, &str)| GuestDocuments {
            name: (*name).to_owned(),
            next: Some(format!(
                "<domain type='qemu'><name>{name}</name><memory>1024</memory><os><type arch='x86_64' \
                 machine='{machine}'>hvm</type></os><cpu mode='custom'><model>Haswell</model></cpu><devices>\
                 <emulator>/qemu</emulator></devices></domain>"
            )),
            ..GuestDocuments::default()
        };
        let mut documents = HostDocuments {
            host: HostKnowledge::of_capabilities(&capabilities).unwrap(),
            guests: guests.iter().map(guest).collect(),
            ..HostDocuments::default()
        };
        documents.host.set_version(10_000_002);
        documents.about.uri = uri.to_owned();
        documents
    }

    fn shown(format: Format, coming: Option<&Coming>) -> String {
        let hosts = vec![
            host(
                "qemu+ssh://old/system",
                &["pc-q35-4.2", "pc-q35-10.0"],
                &[("a", "pc-q35-4.2"), ("b", "pc-q35-10.0")],
            ),
            host(
                "qemu+ssh://new/system",
                &["pc-q35-10.0", "pc-q35-11.0"],
                &[("c", "pc-q35-11.0"), ("d", "isapc")],
            ),
        ];
        Told::of(hosts, coming, false).answer().text(format, Paint::NONE).unwrap()
    }

    #[test]
    fn a_fleet_is_foretold_in_every_format() {
        let coming = Coming::Release(Release { major: 11, minor: 1 });
        insta::assert_snapshot!("forecast_table", shown(Format::Table, Some(&coming)));
        insta::assert_snapshot!("forecast_json", shown(Format::Json, Some(&coming)));
        insta::assert_snapshot!("forecast_csv", shown(Format::Csv, Some(&coming)));
        insta::assert_snapshot!("forecast_table_of_hosts_as_they_are", shown(Format::Table, None));
    }

    #[test]
    fn a_machine_reached_without_a_name_is_this_one() {
        for (uri, is_this) in [
            ("qemu:///system", true),
            ("qemu+unix:///system?socket=/s", true),
            ("qemu+ssh://far/system", false),
        ] {
            assert_eq!(is_this_machine(uri), is_this, "{uri}");
        }
    }
}
