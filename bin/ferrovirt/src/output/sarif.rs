//! SARIF 2.1.0, the form that code scanners and CI services read.

use std::collections::BTreeSet;

use findings::{Entry, Finding, Severity};
use serde_json::{Value, json};
use xml::Position;

/// Where a finding was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In a file.
    File {
        /// Its path.
        path: String,
        /// The line and column, where they are known.
        position: Option<Position>,
    },
    /// In a guest of a host.
    Guest {
        /// The URI that the host was asked at.
        host: String,
        /// The guest's name.
        name: String,
    },
}

/// The whole log.
pub fn log(results: &[(Spot, &Finding)]) -> Value {
    let codes: BTreeSet<&str> = results.iter().map(|(_, finding)| finding.code.as_str()).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> = results.iter().map(|(spot, finding)| result(spot, finding)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ferrovirt",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "results": results,
        }],
    })
}

fn rule(code: &str) -> Value {
    match Entry::of(code) {
        Some(entry) => json!({
            "id": code,
            "shortDescription": { "text": entry.title },
            "fullDescription": { "text": format!("{} {}", entry.meaning, entry.harm) },
            "help": { "text": entry.remedy },
            "defaultConfiguration": { "level": level(entry.severity) },
        }),
        None => json!({ "id": code }),
    }
}

fn result(spot: &Spot, finding: &Finding) -> Value {
    let location = match spot {
        Spot::File { path, position } => {
            let mut physical = json!({ "artifactLocation": { "uri": path } });
            if let (Some(at), Some(physical)) = (position, physical.as_object_mut()) {
                let region = json!({ "startLine": at.line, "startColumn": at.column });
                physical.insert("region".into(), region);
            }
            json!({ "physicalLocation": physical })
        }
        Spot::Guest { host, name } => json!({
            "logicalLocations": [{ "name": name, "fullyQualifiedName": format!("{host} {name}"), "kind": "guest" }],
        }),
    };
    json!({
        "ruleId": finding.code.as_str(),
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "locations": [location],
    })
}

fn message(finding: &Finding) -> String {
    match &finding.remedy {
        Some(remedy) => format!("{} ({}). {remedy}", finding.sentence, finding.when),
        None => format!("{} ({})", finding.sentence, finding.when),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Danger => "error",
    }
}
