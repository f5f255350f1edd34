//! `ferrovirt check`: definitions in files, judged before they are defined.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use findings::{Finding, Severity, When};
use foresight::{Definition, EmulatorKey, HostKnowledge, Judgement, Unjudged};
use serde_json::{Value, json};
use xml::{Fault, Position};

use crate::cli::Global;
use crate::output::sarif::{self, Spot};
use crate::output::{Answer, Table};
use crate::survey::ask_knowledge;
use crate::verdict::Verdict;

use super::run::Outcome;

/// What `check` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What a host can do: of `ferrovirt capabilities export`, or `virsh capabilities`; named more than once they
    /// are taken together
    #[arg(long, value_name = "FILE", conflicts_with = "connect")]
    capabilities: Vec<PathBuf>,
    /// A QEMU of this machine, which is asked itself
    #[arg(long, value_name = "BINARY", conflicts_with_all = ["connect", "capabilities"])]
    emulator: Option<PathBuf>,
}

/// One file, judged.
struct Judged {
    path: String,
    found: Vec<Found>,
    unjudged: Vec<Unjudged>,
}

struct Found {
    finding: Finding,
    position: Option<Position>,
}

/// Judges.
///
/// # Errors
/// When a file cannot be read, or the host that is named not be asked.
pub async fn run(global: &Global, options: &Options) -> Outcome {
    let texts: Vec<(String, String)> = options.files.iter().map(|path| read(path)).collect::<Result<_>>()?;
    let definitions: Vec<_> = texts.iter().map(|(_, text)| Definition::parse(text)).collect();
    let asked = global.connect.last();
    let mut host = HostKnowledge::default();
    for path in &options.capabilities {
        let (name, text) = read(path)?;
        host.add(&text).with_context(|| name)?;
    }
    if let Some(uri) = asked {
        let emulators: Vec<EmulatorKey> =
            definitions.iter().flatten().filter_map(Definition::emulator).collect();
        host = ask_knowledge(uri, global.deadline, !global.look_only, emulators).await?;
    }
    if let Some(binary) = &options.emulator {
        host = HostKnowledge::of_probe(prober::probe(binary).await?);
    }
    let knows_host = asked.is_some() || !options.capabilities.is_empty() || options.emulator.is_some();
    let read = texts.iter().zip(&definitions);
    let judged: Vec<Judged> = read.map(|((path, _), definition)| judge(path, definition, &host)).collect();
    let gravest = judged.iter().flat_map(|file| &file.found).map(|found| found.finding.severity).max();
    // Without a host nobody expected more.
    let is_complete = !knows_host || judged.iter().all(|file| file.unjudged.is_empty());
    let verdict = Verdict::of(gravest, Severity::from(global.severity), is_complete);
    Ok((answer(&judged, knows_host), verdict))
}

fn judge(path: &str, definition: &Result<Definition, Fault>, host: &HostKnowledge) -> Judged {
    let definition = match definition {
        Ok(definition) => definition,
        Err(fault) => {
            let finding = findings::rules::invalid_definition(&fault.error.to_string());
            let found = vec![Found { finding, position: fault.position }];
            return Judged { path: path.to_owned(), found, unjudged: Vec::new() };
        }
    };
    let judgement = Judgement::of(definition, host, &When::NextStart);
    let found = judgement.findings.into_iter().map(|finding| {
        let position = definition.position(&finding.subject);
        Found { finding, position }
    });
    Judged { path: path.to_owned(), found: found.collect(), unjudged: judgement.unjudged }
}

fn answer(judged: &[Judged], knows_host: bool) -> Answer {
    let mut table = Table::new(&["File", "Line", "Column", "Severity", "Code", "What", "What to do"]);
    let number = |at: Option<u32>| at.map(|number| number.to_string()).unwrap_or_default();
    let mut results = Vec::new();
    for file in judged {
        for Found { finding, position } in &file.found {
            table.row([
                file.path.clone(),
                number(position.map(|at| at.line)),
                number(position.map(|at| at.column)),
                finding.severity.as_str().to_owned(),
                finding.code.to_string(),
                finding.sentence.clone(),
                finding.remedy.clone().unwrap_or_default(),
            ]);
            results.push((Spot::File { path: file.path.clone(), position: *position }, finding));
        }
    }
    match knows_host {
        false => table.notes.push(
            "No emulator was named (--connect, --capabilities, --emulator): machine types, CPU models and devices are not judged."
                .into(),
        ),
        true => {
            for file in judged {
                for unjudged in &file.unjudged {
                    table.notes.push(format!("{}: not judged: {}", file.path, words(*unjudged)));
                }
            }
        }
    }
    let files: Vec<Value> = judged.iter().map(document).collect();
    Answer {
        document: json!({ "form": 1, "files": files }),
        sarif: Some(sarif::log(&results)),
        left_out: table.notes.clone(),
        tables: vec![table],
        ..Answer::default()
    }
}

fn words(unjudged: Unjudged) -> &'static str {
    match unjudged {
        Unjudged::MachineType => "the machine type, for the emulator's are not known",
        Unjudged::CpuModel => "the CPU model, for the emulator's are not known",
        Unjudged::Devices => "whether its devices are there, for its command line cannot be worked out here",
        Unjudged::Emulator => "what depends on the emulator, for none of that kind is known",
    }
}

fn document(file: &Judged) -> Value {
    let found: Vec<Value> = file
        .found
        .iter()
        .map(|Found { finding, position }| {
            json!({
                "line": position.map(|at| at.line),
                "column": position.map(|at| at.column),
                "finding": finding,
            })
        })
        .collect();
    json!({ "file": file.path, "findings": found, "not_judged": file.unjudged })
}

/// A file's name and text.
pub fn read(path: &Path) -> Result<(String, String)> {
    let name = path.display().to_string();
    let text = match name.as_str() {
        "-" => std::io::read_to_string(std::io::stdin()),
        _ => std::fs::read_to_string(path),
    };
    let text = text.with_context(|| name.clone())?;
    Ok((name, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Format;
    use crate::output::Paint;

    const FILE: &str = "<domain type='qemu'>\n  <name>a</name>\n  <memory>1024</memory>\n  <os>\n    \
                        <type arch='x86_64' machine='pc-i440fx-2.10'>hvm</type>\n  </os>\n  <devices>\n    \
                        <interface type='ethernet'>\n      <script path='/up'/>\n    </interface>\n  </devices>\n</domain>\n";

    const CAPABILITIES: &str = "<capabilities><guest><arch name='x86_64'><emulator>/qemu</emulator>\
        <machine maxCpus='1' deprecated='yes'>pc-i440fx-2.10</machine><domain type='qemu'/></arch></guest></capabilities>";

    fn shown(format: Format, knows_host: bool) -> String {
        let mut host = HostKnowledge::default();
        if knows_host {
            host.add(CAPABILITIES).unwrap();
        }
        let files = [("guest.xml", FILE), ("broken.xml", "<domain type='qemu'>\n <name/>\n</domain>")];
        let judged: Vec<Judged> =
            files.iter().map(|(path, text)| judge(path, &Definition::parse(text), &host)).collect();
        answer(&judged, knows_host).text(format, Paint::NONE).unwrap()
    }

    #[test]
    fn files_are_judged_with_line_and_column() {
        insta::assert_snapshot!("check_table", shown(Format::Table, true));
        insta::assert_snapshot!("check_table_without_a_host", shown(Format::Table, false));
        insta::assert_snapshot!("check_json", shown(Format::Json, true));
        insta::assert_snapshot!("check_csv", shown(Format::Csv, true));
        insta::assert_snapshot!("check_sarif", shown(Format::Sarif, true));
    }
}
