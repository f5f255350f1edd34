//! `ferrovirt explain`: what a code means, how bad it is, what to do.

use clap::Args;
use findings::Entry;
use serde_json::{Value, json};

use crate::output::{Answer, Table};
use crate::verdict::Verdict;

use super::run::{Misused, Outcome};

/// What `explain` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// The code; all codes are listed without one
    code: Option<String>,
}

/// Explains.
///
/// # Errors
/// When there is no such code: with those that are like it.
pub fn run(options: &Options) -> Outcome {
    let Some(code) = &options.code else { return Ok((all(), Verdict::Clean)) };
    let Some(entry) = Entry::of(code) else {
        let like: Vec<&str> =
            Entry::all().iter().map(|entry| entry.code).filter(|known| is_like(known, code)).collect();
        let told = match like.is_empty() {
            true => format!("there is no code '{code}': `ferrovirt explain` lists all"),
            false => format!("there is no code '{code}'; did you mean {}?", like.join(" or ")),
        };
        return Err(Misused(told).into());
    };
    let mut table = Table::new(&["", ""]);
    let mut line = |name: &str, text: &str| table.row([name.to_owned(), text.to_owned()]);
    line("Code:", entry.code);
    line("Title:", entry.title);
    line("Class:", entry.class.as_str());
    line("Severity:", entry.severity.as_str());
    if let Some(taint) = entry.taint {
        line("libvirt's flag:", taint.word());
        line("libvirt says:", taint.sentence());
    }
    line("Meaning:", entry.meaning);
    line("How bad:", entry.harm);
    line("What to do:", entry.remedy);
    Ok((
        Answer { document: document(entry), tables: vec![table], sarif: None, left_out: Vec::new() },
        Verdict::Clean,
    ))
}

fn all() -> Answer {
    let mut table = Table::new(&["Code", "Severity", "Title"]);
    for entry in Entry::all() {
        table.row([entry.code.to_owned(), entry.severity.as_str().to_owned(), entry.title.to_owned()]);
    }
    let codes: Vec<Value> = Entry::all().iter().map(document).collect();
    Answer {
        document: json!({ "form": 1, "codes": codes }),
        tables: vec![table],
        sarif: None,
        left_out: Vec::new(),
    }
}

fn document(entry: &Entry) -> Value {
    json!({
        "code": entry.code,
        "title": entry.title,
        "class": entry.class,
        "severity": entry.severity,
        "taint": entry.taint,
        "meaning": entry.meaning,
        "harm": entry.harm,
        "remedy": entry.remedy,
    })
}

fn is_like(known: &str, given: &str) -> bool {
    let given = given.to_ascii_lowercase();
    known.contains(&given) || given.split(['-', '.', '_']).any(|word| word.len() > 3 && known.contains(word))
}
