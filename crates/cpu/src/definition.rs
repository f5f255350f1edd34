//! `<cpu>` as clients give it to be compared, or to find what several have in common.

use errors::{Code, Domain, Error, Result};
use model::cpu::{Cpu, CpuMatch, CpuParts, MaxPhysAddr, migratable};
use xml::{Document, Element, Fault};

use crate::{Arch, CpuFacts, CpuTable, FeatureSet};

pub use model::cpu::FeaturePolicy;

/// What a `<cpu>` describes, which decides what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A host, as in `<capabilities>`: an architecture, a model, and features that it has beyond.
    Host,
    /// A guest's CPU, as in a domain.
    Guest,
}

/// A `<cpu>` that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CpuDefinition {
    /// Whose it is.
    pub kind: Kind,
    /// The architecture, where it is said.
    pub arch: Option<Arch>,
    /// A guest that must not see more than is asked for.
    pub strict: bool,
    /// The model, in libvirt's spelling.
    pub model: Option<String>,
    /// The vendor, where it is said.
    pub vendor: Option<String>,
    /// Bits of a physical address, where they are said.
    pub address_bits: Option<MaxPhysAddr>,
    /// Features beside those of the model. A host's are all required.
    pub features: Vec<(FeaturePolicy, String)>,
}

/// The features of a definition, by what is said of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Those of the model and those that are asked for besides, without those taken away.
    pub(crate) required: FeatureSet,
    /// Those that may be there or not.
    pub(crate) tolerated: FeatureSet,
    /// Those that must not be there.
    pub(crate) forbidden: FeatureSet,
}

impl CpuDefinition {
    /// Reads a host's `<cpu>`.
    ///
    /// # Errors
    /// 27, 35 or 67 in libvirt's words: what is missing, not well-formed, or for guests only.
    pub fn parse_host(text: &str) -> Result<Self> {
        with_root(text, Self::host)
    }

    /// Reads a `<cpu>` of either kind: one with an architecture is a host's.
    ///
    /// # Errors
    /// As [`parse_host`](Self::parse_host).
    pub fn parse(text: &str) -> Result<Self> {
        with_root(text, |root| {
            if root.child("arch").is_none() {
                return Self::guest(root);
            }
            if root.attribute("match").is_some() {
                let what = "'arch' element cannot be used inside 'cpu' element with 'match' attribute'";
                return Err(malformed(what).into());
            }
            Self::host(root)
        })
    }

    fn host(root: Element<'_>) -> xml::Result<Self> {
        if root.attribute("mode").is_some() {
            return Err(unsupported("Attribute mode is only allowed for guest CPU").into());
        }
        migratable(&root, None)?;
        let arch = root.child_text("arch").ok_or_else(|| malformed("Missing CPU architecture"))?;
        let arch =
            Arch::from_libvirt(&arch).ok_or_else(|| unsupported(format!("Unknown architecture {arch}")))?;
        host_facts(root)?;
        let model = root.child_text("model").ok_or_else(|| malformed("Missing CPU model name"))?;
        let vendor = root.child_text("vendor");
        let parts = CpuParts::of_host(&root)?;
        Ok(Self::new(Kind::Host, Some(arch), Some(model), vendor, parts))
    }

    fn guest(root: Element<'_>) -> xml::Result<Self> {
        let cpu = Cpu::parse(&root)?;
        let Cpu { matching, model, vendor, topology, cache, max_phys_addr, features, .. } = cpu;
        let parts = CpuParts { topology, features, cache, max_phys_addr };
        let definition = Self::new(Kind::Guest, None, model.and_then(|model| model.name), vendor, parts);
        Ok(Self { strict: matching == Some(CpuMatch::Strict), ..definition })
    }

    fn new(
        kind: Kind,
        arch: Option<Arch>,
        model: Option<String>,
        vendor: Option<String>,
        parts: CpuParts,
    ) -> Self {
        let policy = |policy: Option<FeaturePolicy>| policy.unwrap_or(FeaturePolicy::Require);
        let features = parts.features.into_iter().map(|feature| (policy(feature.policy), feature.name));
        Self {
            kind,
            arch,
            strict: false,
            model,
            vendor,
            address_bits: parts.max_phys_addr,
            features: features.collect(),
        }
    }

    /// All features of an x86 CPU of that definition, by the table; what is tolerated may be left out of account.
    ///
    /// # Errors
    /// 1 for a model or feature that the table does not know.
    pub(crate) fn wanted(&self, table: &CpuTable, with_tolerated: bool) -> Result<Wanted> {
        let unknown =
            |what: &str, name: &str| Error::internal(Domain::Cpu, format!("Unknown CPU {what} {name}"));
        let mut wanted = Wanted::default();
        if let Some(model) = &self.model {
            let base = table.model(model).ok_or_else(|| unknown("model", model))?;
            wanted.required = base.features.clone();
        }
        let tolerated = |policy: FeaturePolicy| policy == FeaturePolicy::Optional && !with_tolerated;
        for (policy, name) in self.features.iter().filter(|(policy, _)| !tolerated(*policy)) {
            let place = table.libvirt_feature(name).ok_or_else(|| unknown("feature", name))?;
            wanted.required.remove(place);
            match policy {
                FeaturePolicy::Require => wanted.required.insert(place),
                FeaturePolicy::Force | FeaturePolicy::Optional | FeaturePolicy::Disable => {
                    wanted.tolerated.insert(place);
                }
                FeaturePolicy::Forbid => wanted.forbidden.insert(place),
            }
        }
        Ok(wanted)
    }

    /// The features that a CPU of this definition has, without regard to which processor it is.
    pub(crate) fn facts(&self, table: &CpuTable) -> Result<CpuFacts> {
        let mut features = self.wanted(table, false)?.required;
        let forced = self.features.iter().filter(|(policy, _)| *policy == FeaturePolicy::Force);
        forced.filter_map(|(_, name)| table.libvirt_feature(name)).for_each(|place| features.insert(place));
        let vendor = self.vendor.clone().or_else(|| table.model(self.model.as_ref()?)?.vendor.clone());
        Ok(CpuFacts { vendor, features, ..CpuFacts::default() })
    }
}

/// What only hosts say, and nobody asks about here; it must make sense all the same.
fn host_facts(root: Element<'_>) -> xml::Result<()> {
    if let Some(microcode) = root.child("microcode").and_then(|element| element.attribute("version"))
        && microcode.parse::<u32>().is_err()
    {
        return Err(unsupported("invalid microcode version").into());
    }
    if let Some(signature) = root.child("signature") {
        for part in ["family", "model", "stepping"] {
            signature.required_number::<u32>(part)?;
        }
    }
    // Others than that of the time stamps mean nothing.
    if let Some(counter) = root.children_named("counter").next() {
        counter.required_number::<u64>("frequency")?;
        counter.yes_no("scaling")?;
    }
    Ok(())
}

fn with_root(
    text: &str,
    read: impl FnOnce(Element<'_>) -> xml::Result<CpuDefinition>,
) -> Result<CpuDefinition> {
    let document =
        Document::parse(text).map_err(|why| Error::new(Code::XmlDetail, Domain::Cpu, why.to_string()))?;
    let root = document.root();
    if root.name() != "cpu" {
        return Err(malformed("XML does not contain expected 'cpu' element"));
    }
    read(root).map_err(Fault::into)
}

fn malformed(detail: impl Into<String>) -> Error {
    Error::new(Code::XmlError, Domain::Cpu, detail)
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(Code::ConfigUnsupported, Domain::Cpu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_in_libvirts_words() {
        let host = "<cpu><arch>x86_64</arch><model>486</model>";
        for (text, expected) in [
            ("<foo/>", "XML error: XML does not contain expected 'cpu' element"),
            ("<cpu><arch>x86_64</arch></cpu>", "XML error: Missing CPU model name"),
            (
                "<cpu mode='custom'><arch>x86_64</arch></cpu>",
                "unsupported configuration: Attribute mode is only allowed for guest CPU",
            ),
            (
                &format!("{host}<feature name='vmx'/><feature name='vmx'/></cpu>"),
                "XML error: CPU feature 'vmx' specified more than once",
            ),
            ("<cpu><arch>foo</arch></cpu>", "unsupported configuration: Unknown architecture foo"),
            ("<cpu mode='foo'/>", "unsupported configuration: Invalid mode attribute 'foo'"),
            ("<cpu><vendor>AMD</vendor></cpu>", "XML error: CPU vendor specified without CPU model"),
            (
                "<cpu><feature name='vmx'/></cpu>",
                "XML error: Non-empty feature list specified without CPU model",
            ),
            ("<cpu match='foo'/>", "XML error: Invalid value for attribute 'match' in element 'cpu': 'foo'."),
        ] {
            assert_eq!(CpuDefinition::parse(text).unwrap_err().message, expected, "{text}");
        }
        let error = CpuDefinition::parse_host("<cpu><model>486</model></cpu>").unwrap_err();
        assert_eq!(error.message, "XML error: Missing CPU architecture");
    }

    #[test]
    fn an_architecture_makes_a_host() {
        let text = "<cpu><arch>x86_64</arch><model>486</model><feature name='vmx' policy='disable'/></cpu>";
        let host = CpuDefinition::parse(text).unwrap();
        assert_eq!((host.kind, host.arch), (Kind::Host, Some(Arch::X86_64)));
        // A host has what it names, whatever policy is written beside it.
        assert_eq!(host.features, [(FeaturePolicy::Require, "vmx".to_owned())]);
        let guest = CpuDefinition::parse("<cpu match='strict'><model>486</model></cpu>").unwrap();
        assert_eq!((guest.kind, guest.strict), (Kind::Guest, true));
    }
}
