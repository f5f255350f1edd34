//! What libvirt's status file has no place for: the findings of a run with their causes, times and counts, in a file
//! of their own beside it.
//!
//! It is written before the status file, whenever that says more than before. So of each flag that the status file
//! has, this one knows the cause; and what only this one knows of a flag is left out by whoever reads both.

use std::path::PathBuf;
use std::sync::Arc;

use errors::{Domain as ErrorDomain, Error, Result};
use findings::{Finding, Record};
use model::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::definition_files::file_trouble;
use crate::patience::patiently;
use crate::surroundings::Settings;

/// What the file says it is.
const FORMAT: u32 = 1;

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    uuid: String,
    findings: &'a [Finding],
}

#[derive(Deserialize)]
struct Read {
    format: u32,
    uuid: String,
    findings: Vec<Value>,
}

/// Where the findings of a guest's run are kept.
pub fn findings_path(settings: &Settings, name: &str) -> PathBuf {
    settings.status.join(format!("{name}.findings.json"))
}

/// The findings of the run whose status file was found.
///
/// # Errors
/// The file cannot be read or understood, or is about another guest.
pub fn read_findings(settings: &Settings, name: &str, uuid: Uuid) -> Result<Vec<Finding>> {
    let text = match host::files::read_text_bounded(&findings_path(settings, name), MAX_FILE) {
        Err(why) if why.is_not_found() => return Ok(Vec::new()),
        text => text.map_err(|why| file_trouble(&why))?,
    };
    let broken = |detail: String| Error::internal(ErrorDomain::Qemu, detail);
    let read: Read = serde_json::from_str(&text).map_err(|why| broken(why.to_string()))?;
    if read.format != FORMAT {
        return Err(broken(format!("format {}, this version knows {FORMAT}", read.format)));
    }
    if read.uuid != uuid.to_string() {
        return Err(broken(format!("it is about the domain with uuid '{}'", read.uuid)));
    }
    let findings = read.findings.into_iter().filter_map(|value| {
        let code = value["code"].clone();
        let finding = serde_json::from_value(value);
        // One of another version; the others are as true as before.
        finding
            .inspect_err(|why| tracing::warn!("finding {code} of domain '{name}' is not known: {why}"))
            .ok()
    });
    Ok(findings.collect())
}

/// What is in a guest's file, so that it is written only when that is not so any more.
#[derive(Debug, Default)]
pub(crate) struct FindingsFile(Option<Arc<Record>>);

impl FindingsFile {
    /// The file of a run that was found has these in it.
    pub(crate) fn holding(record: &Arc<Record>) -> Self {
        Self(Some(Arc::clone(record)))
    }

    /// Whether the record says more than the file. A count that only grows does when it has doubled: clients and
    /// guests can have things counted as fast as they like.
    pub(crate) fn is_behind(&self, record: &Arc<Record>) -> bool {
        let Some(known) = &self.0 else { return true };
        let (known, now) = (known.findings(), record.findings());
        let grew =
            |(known, now): (&Finding, &Finding)| known.count.max(1).ilog2() != now.count.max(1).ilog2();
        known.len() != now.len() || known.iter().zip(now).any(grew)
    }

    /// Brings the file up to the record. One that cannot be written is behind still.
    pub(crate) fn write(&mut self, settings: &Settings, name: &str, uuid: Uuid, record: &Arc<Record>) {
        if !self.is_behind(record) {
            return;
        }
        let path = findings_path(settings, name);
        let written = if record.findings().is_empty() {
            patiently(|| host::files::remove(&path))
        } else {
            let content = Written { format: FORMAT, uuid: uuid.to_string(), findings: record.findings() };
            match serde_json::to_vec_pretty(&content) {
                Ok(text) => patiently(|| host::files::write_atomic(&path, &text, 0o600)),
                Err(why) => {
                    return tracing::error!("the findings of domain '{name}' cannot be written: {why}");
                }
            }
        };
        match written {
            Ok(()) => self.0 = Some(Arc::clone(record)),
            // The guest goes on; a daemon that restarts now knows its flags all the same.
            Err(why) => tracing::error!("the findings of domain '{name}' are not saved: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use findings::rules;

    use super::*;

    fn record(commands: &[&str]) -> Arc<Record> {
        let mut record = Record::default();
        for command in commands {
            record.note(rules::custom_monitor(command, None));
        }
        Arc::new(record)
    }

    #[test]
    fn what_is_new_is_written_and_what_is_only_counted_when_it_has_doubled() {
        let file = FindingsFile::holding(&record(&["stop", "stop"]));
        assert!(!file.is_behind(&record(&["stop", "stop"])));
        assert!(!file.is_behind(&record(&["stop"; 3])));
        assert!(file.is_behind(&record(&["stop"; 4])));
        assert!(file.is_behind(&record(&["stop", "stop", "cont"])));
        assert!(FindingsFile::default().is_behind(&record(&[])), "what is there is of another run");
    }
}
