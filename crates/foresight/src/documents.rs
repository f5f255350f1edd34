//! Reading what a host tells of its emulators.

use std::collections::BTreeMap;

use caps::{Accelerator, AcceleratorCapabilities, CpuModel, MachineType, Usable};
use xml::{Document, Element, SyntaxError};

use crate::EmulatorKey;

/// Why a document about a host cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// It is not well-formed.
    Syntax(String),
    /// It is another document.
    Unexpected(String),
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(why) => write!(f, "it is not well-formed: {why}"),
            Self::Unexpected(what) => write!(f, "it is no description of what a host can do but {what}"),
        }
    }
}

impl std::error::Error for DocumentError {}

impl From<SyntaxError> for DocumentError {
    fn from(why: SyntaxError) -> Self {
        Self::Syntax(format!("{} at {}", why.message, why.position))
    }
}

/// The machine types of each emulator, of `<capabilities>`.
pub(crate) fn machines_by_emulator(
    text: &str,
) -> Result<BTreeMap<EmulatorKey, AcceleratorCapabilities>, DocumentError> {
    let document = Document::parse(text)?;
    let root = document.root();
    if root.name() != "capabilities" {
        return Err(DocumentError::Unexpected(format!("<{}>", root.name())));
    }
    let mut known = BTreeMap::new();
    for guest in root.children_named("guest") {
        for arch in guest.children_named("arch") {
            let Some(name) = arch.attribute("name") else { continue };
            let usual = machines(&arch);
            for domain in arch.children_named("domain") {
                let Some(virt_type) = domain.attribute("type") else { continue };
                let emulator = domain.child_text("emulator").or_else(|| arch.child_text("emulator"));
                let Some(path) = emulator else { continue };
                let own = machines(&domain);
                let offer = AcceleratorCapabilities {
                    machines: if own.is_empty() { usual.clone() } else { own },
                    ..AcceleratorCapabilities::default()
                };
                let key = EmulatorKey { path, arch: name.to_owned(), virt_type: virt_type.to_owned() };
                known.insert(key, offer);
            }
        }
    }
    Ok(known)
}

fn machines(of: &Element<'_>) -> Vec<MachineType> {
    let mut found: Vec<MachineType> = Vec::new();
    let (aliases, canonical): (Vec<_>, Vec<_>) =
        of.children_named("machine").partition(|machine| machine.attribute("canonical").is_some());
    let read = |machine: &Element<'_>, name: String| MachineType {
        name,
        max_cpus: machine.attribute("maxCpus").and_then(|count| count.parse().ok()).unwrap_or(0),
        deprecated: machine.attribute("deprecated") == Some("yes"),
        ..MachineType::default()
    };
    for machine in canonical {
        found.push(read(&machine, machine.text().into_owned()));
    }
    for machine in aliases {
        let Some(name) = machine.attribute("canonical") else { continue };
        let alias = Some(machine.text().into_owned());
        match found.iter_mut().find(|known| known.name == name) {
            Some(known) => known.alias = alias,
            None => found.push(MachineType { alias, ..read(&machine, name.to_owned()) }),
        }
    }
    found
}

/// What one `<domainCapabilities>` tells: of which emulator, and its CPU models.
pub(crate) fn cpu_models(text: &str) -> Result<(EmulatorKey, Vec<CpuModel>), DocumentError> {
    let document = Document::parse(text)?;
    let root = document.root();
    if root.name() != "domainCapabilities" {
        return Err(DocumentError::Unexpected(format!("<{}>", root.name())));
    }
    let text_of = |name: &str| root.child_text(name).unwrap_or_default();
    let key = EmulatorKey { path: text_of("path"), arch: text_of("arch"), virt_type: text_of("domain") };
    let custom = root
        .child("cpu")
        .and_then(|cpu| cpu.children_named("mode").find(|mode| mode.attribute("name") == Some("custom")));
    let models = custom.iter().flat_map(|mode| mode.children_named("model"));
    let models = models.map(|model| CpuModel {
        name: model.text().into_owned(),
        usable: match model.attribute("usable") {
            Some("yes") => Usable::Yes,
            Some("no") => Usable::No,
            _ => Usable::Unknown,
        },
        deprecated: model.attribute("deprecated") == Some("yes"),
        ..CpuModel::default()
    });
    Ok((key, models.collect()))
}

/// The accelerator of a domain type, or none that QEMU serves.
pub(crate) fn accelerator(virt_type: &str) -> Option<Accelerator> {
    Accelerator::from_domain_type(virt_type)
}
