//! Tables that several commands show.

use findings::{Finding, When};
use foresight::{Fleet, GuestReport};

use crate::output::Table;
use crate::output::sarif::{self, Spot};

/// A finding of a guest for each row. The same thing at several times is one row.
pub fn findings(fleet: &Fleet) -> Table {
    let many = fleet.hosts.len() > 1;
    let mut table = match many {
        true => Table::new(&["Host", "Guest", "State", "When", "Severity", "Code", "What"]),
        false => Table::new(&["Guest", "State", "When", "Severity", "Code", "What"]),
    };
    for host in &fleet.hosts {
        for guest in &host.guests {
            for (finding, when) in merged(guest) {
                let mut row = if many { vec![host.uri.clone()] } else { Vec::new() };
                row.extend([
                    guest.name.clone(),
                    guest.state.words().to_owned(),
                    when,
                    finding.severity.as_str().to_owned(),
                    finding.code.to_string(),
                    finding.sentence.clone(),
                ]);
                table.rows.push(row);
            }
        }
    }
    table
}

/// Findings of the same code about the same thing, with all their times.
pub fn merged(guest: &GuestReport) -> Vec<(&Finding, String)> {
    let mut rows: Vec<(&Finding, Vec<&When>)> = Vec::new();
    for finding in &guest.findings {
        let known = rows.iter_mut().find(|(known, _)| {
            known.code == finding.code
                && (known.subject.value == finding.subject.value || known.sentence == finding.sentence)
        });
        match known {
            Some((_, times)) => times.push(&finding.when),
            None => rows.push((finding, vec![&finding.when])),
        }
    }
    let words = |times: Vec<&When>| times.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    rows.into_iter().map(|(finding, times)| (finding, words(times))).collect()
}

/// What could not be asked, and of whom.
pub fn not_asked(fleet: &Fleet) -> Option<Table> {
    let mut table = Table::new(&["Host", "Guest", "Not asked", "Why"]);
    table.title = Some("Not everything could be asked:".into());
    for host in &fleet.hosts {
        let mut add = |guest: &str, what: &str, why: &str| {
            table.rows.push(vec![host.uri.clone(), guest.to_owned(), what.to_owned(), why.to_owned()]);
        };
        if let Some(why) = &host.failure {
            let what = if host.guests.is_empty() { "anything" } else { "all of its guests" };
            add("", what, why);
        }
        host.not_asked.iter().for_each(|missing| add("", &missing.what, &missing.why));
        for guest in &host.guests {
            guest.not_asked.iter().for_each(|missing| add(&guest.name, &missing.what, &missing.why));
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The same as lines.
pub fn left_out(fleet: &Fleet) -> Vec<String> {
    let rows = not_asked(fleet).map(|table| table.rows).unwrap_or_default();
    let line = |row: Vec<String>| {
        let words: Vec<String> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
        format!("not asked: {}", words.join(": "))
    };
    rows.into_iter().map(line).collect()
}

/// For code scanners.
pub fn sarif(fleet: &Fleet) -> serde_json::Value {
    let mut results = Vec::new();
    for host in &fleet.hosts {
        for guest in &host.guests {
            for finding in &guest.findings {
                let spot = Spot::Guest { host: host.uri.clone(), name: guest.name.clone() };
                results.push((spot, finding));
            }
        }
    }
    sarif::log(&results)
}
