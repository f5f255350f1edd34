//! Recorded definitions: what libvirt wrote is written again as it was, and anything that can be read
//! says the same after it was written.
//!
//! The data lies beside the project; without it the tests say so and pass.

use std::path::{Path, PathBuf};

use model::{Domain, Format, Parse};

/// Cases with something that libvirt obeys but does not write (`removable` of SCSI disks).
const FORGOTTEN: &[&str] = &["disk-device-removable.xml"];

/// Every `.xml` file of the recorded cases, or why there is none.
fn recorded() -> Result<Vec<PathBuf>, String> {
    let shared = std::env::var_os("FERROVIRT_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let mut files = Vec::new();
    for tier in ["T1", "T2", "T3", "other", "err"] {
        let entries = std::fs::read_dir(shared.join("conformance/argv").join(tier));
        files.extend(entries.into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    match files.is_empty() {
        true => Err(format!("skipped: no recorded definitions in {}", shared.display())),
        false => Ok(files),
    }
}

#[test]
fn writing_and_reading_again_changes_nothing() {
    let files = match recorded() {
        Ok(files) => files,
        Err(reason) => return eprintln!("{reason}"),
    };
    let mut differ = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        // Definitions that libvirt refuses as well are of no interest here.
        let Ok(domain) = Domain::parse(&text) else { continue };
        let written = domain.format(Format::STORED);
        let again = Domain::parse(&written).unwrap_or_else(|error| {
            panic!("{}: cannot read what was written: {error}\n{written}", file.display())
        });
        let forgotten = FORGOTTEN.iter().any(|name| file.ends_with(name));
        if (again != domain && !forgotten) || again.format(Format::STORED) != written {
            differ.push(file);
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn live_facts_survive_in_a_running_guests_record() {
    let files = match recorded() {
        Ok(files) => files,
        Err(reason) => return eprintln!("{reason}"),
    };
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let Ok(domain) = Domain::parse_located(&text, Parse::LIVE) else { continue };
        let written = domain.format(Format::STATUS);
        let again = Domain::parse_located(&written, Parse::LIVE).unwrap();
        assert!(again == domain, "{}: reading again gives another value\n{written}", file.display());
    }
}
