//! The `<guest>` blocks of `<capabilities>`.

use std::path::Path;
use std::sync::Arc;

use caps::document::{guest_xml, guests};
use caps::{Arch, EmulatorCapabilities};

use crate::canonical::same_xml;
use crate::oracle::texts;
use crate::{Recordings, Section, Verdict};

/// Compares every file of `expected` with what the recording of the same name makes, on an x86_64 host as the expected ones were made.
///
/// # Errors
/// A sentence when a directory cannot be read.
pub fn guests_section(expected: &Path, recordings: &Recordings) -> Result<Section, String> {
    let mut verdicts = Vec::new();
    for (case, text) in texts(expected, "xml")? {
        let difference = recordings.probe(&case).and_then(|caps| compare(&text, caps)).err();
        verdicts.push(Verdict { case, difference });
    }
    Ok(Section { verdicts, ..Section::empty("guests") })
}

fn compare(expected: &str, capabilities: EmulatorCapabilities) -> Result<(), String> {
    let emulator = Arc::new(capabilities);
    let blocks =
        guests(Arch::X86_64, &[emulator]).iter().map(|guest| guest_xml(guest, 1)).collect::<String>();
    same_xml(expected, &format!("<guests>\n{blocks}</guests>\n"))
}
