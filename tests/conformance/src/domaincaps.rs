//! Domain capabilities of every recorded emulator.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use caps::document::{DomainCapabilitiesHost, SevLimits, TpmVersions, domain_capabilities_xml};
use caps::{Accelerator, Arch, EmulatorCapabilities, FirmwareCatalogue, HostModel};
use serde::Deserialize;

use crate::canonical::same_xml;
use crate::{Recordings, Section, Verdict};

/// One line of `index.json`.
#[derive(Debug, Deserialize)]
struct Case {
    file: String,
    recording: String,
    arch: String,
    machine: String,
    virttype: String,
}

/// Compares every case of `index.json` in `directory` with what its recording makes, on the host that the
/// expected documents were made on. `firmware` has the descriptors, below `etc/qemu/firmware` and
/// `usr/share/qemu/firmware`; without it there are none.
///
/// # Errors
/// A sentence when a directory or the index cannot be read.
pub fn domaincaps_section(
    directory: &Path,
    recordings: &Recordings,
    firmware: Option<&Path>,
) -> Result<Section, String> {
    let say = |error: &dyn std::fmt::Display| format!("{}: {error}", directory.display());
    let index = fs::read_to_string(directory.join("index.json")).map_err(|error| say(&error))?;
    let cases: Vec<Case> = serde_json::from_str(&index).map_err(|error| say(&error))?;
    let firmware = firmware.map_or_else(|| Ok(FirmwareCatalogue::default()), read_catalogue)?;
    let mut emulators = BTreeMap::new();
    let mut verdicts = Vec::new();
    for case in cases {
        let emulator =
            emulators.entry(case.recording.clone()).or_insert_with(|| recordings.probe(&case.recording));
        let made =
            emulator.as_ref().map_err(Clone::clone).and_then(|emulator| make(&case, emulator, &firmware));
        let expected = fs::read_to_string(directory.join(&case.file)).map_err(|error| say(&error));
        let agrees = made.and_then(|made| same_xml(&expected?, &made));
        verdicts
            .push(Verdict { case: case.file.trim_end_matches(".xml").to_owned(), difference: agrees.err() });
    }
    Ok(Section { verdicts, ..Section::empty("domaincaps") })
}

fn make(
    case: &Case,
    emulator: &EmulatorCapabilities,
    firmware: &FirmwareCatalogue,
) -> Result<String, String> {
    let arch = Arch::from_libvirt(&case.arch).ok_or("unknown architecture")?;
    let accelerator = Accelerator::from_domain_type(&case.virttype).ok_or("unknown domain type")?;
    let host = recorded_host(arch, firmware, &case.machine);
    Ok(domain_capabilities_xml(emulator, arch, accelerator, &case.machine, &host))
}

/// The host of the expected documents: an AMD machine that has everything and pretends to be a POWER8
/// where a POWER host is needed, with two firmware files configured by name.
fn recorded_host(arch: Arch, firmware: &FirmwareCatalogue, machine: &str) -> DomainCapabilitiesHost {
    let mut firmware = firmware.offer(arch, machine);
    firmware.loaders = [1, 2].map(|number| format!("/obviously/fake/firmware{number}.fd")).to_vec();
    let power8 = HostModel { model: "POWER8".to_owned(), fallback: true, ..HostModel::default() };
    DomainCapabilitiesHost {
        firmware,
        kvm_max_vcpus: None,
        physical_address_bits: Some(64),
        host_model: arch.is_ppc64().then_some(power8),
        vfio: true,
        rdp: true,
        tpm_emulator: Some(TpmVersions { v1_2: false, v2_0: true }),
        sev: Some(SevLimits { guests: 59, es_guests: 450 }),
    }
}

fn read_catalogue(root: &Path) -> Result<FirmwareCatalogue, String> {
    let mut files = Vec::new();
    for directory in ["etc/qemu/firmware", "usr/share/qemu/firmware"] {
        let directory = root.join(directory);
        let say = |error: std::io::Error| format!("{}: {error}", directory.display());
        for entry in fs::read_dir(&directory).map_err(say)? {
            let entry = entry.map_err(say)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(entry.path()).map_err(say)?));
        }
    }
    Ok(FirmwareCatalogue::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).0)
}
