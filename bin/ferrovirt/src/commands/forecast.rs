//! `ferrovirt forecast`: what another QEMU will mean for guests.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use findings::Severity;
use foresight::{
    Basis, GuestDocuments, HostKnowledge, Kind, Needs, Outlook, Prediction, Release, Target, TargetAnswers,
    predict,
};
use serde_json::{Value, json};

use crate::cli::Global;
use crate::output::{Answer, Progress, Table};
use crate::survey::{HostDocuments, ask_hosts};
use crate::verdict::Verdict;

use super::check::read;
use super::run::{Outcome, survey};
use super::{host_list, tables};

/// What `forecast` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Only these guests, by name or uuid
    guests: Vec<String>,
    /// A file with a URI (or a host reached by ssh) on each line
    #[arg(long, value_name = "FILE")]
    hosts: Option<PathBuf>,
    /// The QEMU that is to come, by its version: what QEMU's rule for machine types says of it
    #[arg(long, value_name = "VERSION", value_parser = release)]
    #[arg(required_unless_present_any = ["to_capabilities", "to_emulator"])]
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

/// What is to come.
enum Coming {
    Release(Release),
    Host(Box<HostKnowledge>),
}

/// Asks all hosts, and tells.
///
/// # Errors
/// When it is not known which hosts are meant, or the file cannot be used.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let coming = match (&options.to, &options.to_capabilities, &options.to_emulator) {
        (Some(release), ..) => Coming::Release(*release),
        (_, Some(path), _) => {
            let (name, text) = read(path)?;
            let mut host = HostKnowledge::default();
            host.add(&text).with_context(|| name)?;
            Coming::Host(Box::new(host))
        }
        (.., Some(binary)) => Coming::Host(Box::new(HostKnowledge::of_probe(prober::probe(binary).await?))),
        // clap has seen to it that one of them is given.
        (None, None, None) => anyhow::bail!("name the QEMU that is to come: --to VERSION"),
    };
    let uris = host_list::uris(global, options.hosts.as_deref())?;
    let progress = Progress::of(uris.len());
    let asked = ask_hosts(&survey(global, &options.guests, false), &uris, |done| progress.show(done)).await;

    let mut table = Table::new(&["Host", "Guest", "Outlook", "Basis", "Goes in", "Why"]);
    let (mut rows, mut gravest, mut unknown_models) = (Vec::new(), None, 0_usize);
    for host in &asked {
        for guest in &host.guests {
            for prediction in of_guest(host, guest, &coming) {
                gravest = gravest.max(severity(&prediction));
                if prediction.outlook == Outlook::Stays {
                    continue;
                }
                rows.push(json!({ "host": host.about.uri, "guest": guest.name, "prediction": prediction }));
                if prediction.kind == Kind::CpuModel && prediction.outlook == Outlook::Unknown {
                    // The same sentence for nearly every guest says nothing of any.
                    unknown_models += 1;
                    continue;
                }
                let goes_in = prediction.goes_in.map(|release| release.to_string()).unwrap_or_default();
                table.row([
                    host.about.uri.clone(),
                    guest.name.clone(),
                    outlook(prediction.outlook).to_owned(),
                    basis(prediction.basis).to_owned(),
                    goes_in,
                    prediction.sentence.clone(),
                ]);
            }
        }
    }
    if unknown_models > 0 {
        table.notes.push(format!(
            "Of {unknown_models} guests with a CPU model of their own: no rule says when models go, so only the binary \
             can tell (--to-capabilities)."
        ));
    }
    let fleet = foresight::Fleet::of(asked.into_iter().map(|host| host.about).collect());
    let verdict = Verdict::of(gravest, global.severity.into(), fleet.is_complete());
    let document = json!({ "form": 1, "predictions": Value::Array(rows) });
    let left_out = tables::left_out(&fleet);
    let tables = std::iter::once(table).chain(tables::not_asked(&fleet)).collect();
    Ok((Answer { document, tables, left_out, ..Answer::default() }, verdict))
}

fn of_guest(host: &HostDocuments, guest: &GuestDocuments, coming: &Coming) -> Vec<Prediction> {
    let Some(definition) = guest.newest() else { return Vec::new() };
    let mut needs = Needs::of(definition.domain());
    let today = host.host.answers_for(&definition);
    match coming {
        Coming::Release(release) => predict(&needs, today.as_ref(), Target::Release(*release)),
        Coming::Host(target) => {
            let Some(answers) = target.answers_for(&definition) else {
                let machine = needs.machine.unwrap_or_default();
                return vec![Prediction {
                    kind: Kind::MachineType,
                    outlook: Outlook::Unknown,
                    basis: Basis::Unknown,
                    sentence: format!("the file tells of no emulator for such guests as '{}'", guest.name),
                    name: machine,
                    goes_in: None,
                }];
            };
            // Without the models' list, nothing is known of any of them.
            if answers.accelerator(needs.accelerator).is_none_or(|offer| offer.cpu_models.is_empty()) {
                needs.cpu_model = None;
            }
            let of_this_host = false;
            let target = Target::Answers(TargetAnswers { capabilities: &answers, of_this_host });
            let mut predictions = predict(&needs, today.as_ref(), target);
            if definition.may_take_another_cpu_model() {
                predictions.iter_mut().for_each(allow_another_cpu_model);
            }
            predictions
        }
    }
}

/// A guest whose CPU model is gone starts all the same, on another one, where its definition allows that.
fn allow_another_cpu_model(prediction: &mut Prediction) {
    if prediction.kind == Kind::CpuModel && prediction.outlook == Outlook::Gone {
        prediction.outlook = Outlook::MayGo;
        prediction.sentence += "; the guest would get another one, for its definition allows that";
    }
}

fn severity(prediction: &Prediction) -> Option<Severity> {
    match prediction.outlook {
        Outlook::Stays => None,
        Outlook::Unknown => Some(Severity::Info),
        Outlook::Deprecated | Outlook::MayGo => Some(Severity::Warning),
        Outlook::Unusable | Outlook::Gone => Some(Severity::Danger),
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
