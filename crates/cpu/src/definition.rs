//! `<cpu>` as clients give it to be compared, or to find what several have in common.

use errors::{Code, Domain, Error, Result};
use xml::{Document, Element};

use crate::{Arch, CpuFacts, CpuTable, FeatureSet};

/// What a `<cpu>` describes, which decides what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A host, as in `<capabilities>`: an architecture, a model, and features that it has beyond.
    Host,
    /// A guest's CPU, as in a domain.
    Guest,
}

/// What a guest's definition says of one feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the definition language's own words")]
pub enum FeaturePolicy {
    Force,
    Require,
    Optional,
    Disable,
    Forbid,
}

/// Bits of a physical address, kept as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the element's own attributes")]
pub struct AddressBits {
    pub mode: String,
    pub bits: Option<String>,
    pub limit: Option<String>,
}

/// A `<cpu>` that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CpuDefinition {
    /// Whose it is.
    pub kind: Kind,
    /// The architecture, where it is said.
    pub arch: Option<Arch>,
    /// `host-passthrough`, `host-model` or `maximum`: whatever the host offers.
    pub is_host_defined: bool,
    /// A guest that must not see more than is asked for.
    pub strict: bool,
    /// The model, in libvirt's spelling.
    pub model: Option<String>,
    /// The vendor, where it is said.
    pub vendor: Option<String>,
    /// Bits of a physical address, where they are said.
    pub address_bits: Option<AddressBits>,
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
        with_root(
            text,
            |root| if root.child("arch").is_some() { Self::host(root) } else { Self::guest(root) },
        )
    }

    fn host(root: Element<'_>) -> Result<Self> {
        if root.attribute("mode").is_some() {
            return Err(unsupported("Attribute mode is only allowed for guest CPU"));
        }
        let arch = root.child_text("arch").ok_or_else(|| malformed("Missing CPU architecture"))?;
        let arch =
            Arch::from_libvirt(&arch).ok_or_else(|| unsupported(format!("Unknown architecture {arch}")))?;
        let model = model(root)?.ok_or_else(|| malformed("Missing CPU model name"))?;
        let features = features(root)?.into_iter().map(|(_, name)| (FeaturePolicy::Require, name));
        Ok(Self {
            kind: Kind::Host,
            arch: Some(arch),
            is_host_defined: false,
            strict: false,
            model: Some(model),
            vendor: root.child_text("vendor"),
            address_bits: address_bits(root),
            features: features.collect(),
        })
    }

    fn guest(root: Element<'_>) -> Result<Self> {
        let is_host_defined = match root.attribute("mode") {
            None | Some("custom") => false,
            Some("host-model" | "host-passthrough" | "maximum") => true,
            Some(other) => return Err(unsupported(format!("Invalid mode attribute '{other}'"))),
        };
        let strict = match root.attribute("match") {
            None | Some("exact" | "minimum") => false,
            Some("strict") => true,
            Some(other) => return Err(root.invalid_attribute("match", other).into()),
        };
        let (model, vendor, features) = (model(root)?, root.child_text("vendor"), features(root)?);
        if model.is_none() && !is_host_defined {
            if vendor.is_some() {
                return Err(malformed("CPU vendor specified without CPU model"));
            }
            if !features.is_empty() {
                return Err(malformed("Non-empty feature list specified without CPU model"));
            }
        }
        let address_bits = address_bits(root);
        Ok(Self {
            kind: Kind::Guest,
            arch: None,
            is_host_defined,
            strict,
            model,
            vendor,
            address_bits,
            features,
        })
    }

    /// All features of an x86 CPU of that model, by the table.
    ///
    /// # Errors
    /// 1 for a model or feature that the table does not know.
    pub(crate) fn wanted(&self, table: &CpuTable, model: &str) -> Result<Wanted> {
        let unknown =
            |what: &str, name: &str| Error::internal(Domain::Cpu, format!("Unknown CPU {what} {name}"));
        let base = table.model(model).ok_or_else(|| unknown("model", model))?;
        let mut wanted = Wanted { required: base.features.clone(), ..Wanted::default() };
        for (policy, name) in &self.features {
            let place = table.feature(name).ok_or_else(|| unknown("feature", name))?;
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
    pub(crate) fn facts(&self, table: &CpuTable, model: &str) -> Result<CpuFacts> {
        let mut features = self.wanted(table, model)?.required;
        let forced = self.features.iter().filter(|(policy, _)| *policy == FeaturePolicy::Force);
        forced.filter_map(|(_, name)| table.feature(name)).for_each(|place| features.insert(place));
        let vendor = self.vendor.clone().or_else(|| table.model(model)?.vendor.clone());
        Ok(CpuFacts { vendor, features, ..CpuFacts::default() })
    }
}

fn with_root(text: &str, read: impl FnOnce(Element<'_>) -> Result<CpuDefinition>) -> Result<CpuDefinition> {
    let document =
        Document::parse(text).map_err(|why| Error::new(Code::XmlDetail, Domain::Cpu, why.to_string()))?;
    let root = document.root();
    if root.name() != "cpu" {
        return Err(malformed("XML does not contain expected 'cpu' element"));
    }
    read(root)
}

fn model(root: Element<'_>) -> Result<Option<String>> {
    let Some(element) = root.child("model") else { return Ok(None) };
    if !matches!(element.attribute("fallback"), None | Some("allow" | "forbid")) {
        return Err(unsupported("Invalid fallback attribute"));
    }
    if element.attribute("vendor_id").is_some_and(|id| id.len() != 12) {
        return Err(malformed("vendor_id must be exactly 12 characters long"));
    }
    Ok(Some(element.text().trim().to_owned()).filter(|name| !name.is_empty()))
}

fn features(root: Element<'_>) -> Result<Vec<(FeaturePolicy, String)>> {
    let mut features: Vec<(FeaturePolicy, String)> = Vec::new();
    for element in root.children_named("feature") {
        let policy = match element.attribute("policy") {
            None | Some("require") => FeaturePolicy::Require,
            Some("force") => FeaturePolicy::Force,
            Some("optional") => FeaturePolicy::Optional,
            Some("disable") => FeaturePolicy::Disable,
            Some("forbid") => FeaturePolicy::Forbid,
            Some(_) => return Err(unsupported("Invalid CPU feature policy")),
        };
        let name = element.attribute("name").filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| malformed("Invalid CPU feature name"))?;
        if features.iter().any(|(_, known)| known == name) {
            return Err(malformed(format!("CPU feature '{name}' specified more than once")));
        }
        features.push((policy, name.to_owned()));
    }
    Ok(features)
}

fn address_bits(root: Element<'_>) -> Option<AddressBits> {
    let element = root.child("maxphysaddr")?;
    let mode = element.string("mode")?;
    Some(AddressBits { mode, bits: element.string("bits"), limit: element.string("limit") })
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
