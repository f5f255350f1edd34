//! The table of x86 CPU models and features, read once from `data/x86.json`.
//!
//! A feature has libvirt's name, the place of its bit (`cpuid LEAF.SUBLEAF REGISTER BIT` or
//! `msr INDEX REGISTER BIT`, numbers hexadecimal but for the bit), QEMU's other names of it, and
//! `migratable: false` when a guest that has it cannot move and `guests` when none can have it. The order of the features is the order in
//! which they are listed everywhere.
//!
//! A model has its `features` (what it was when it first appeared), what newer QEMU `added` to it and
//! `removed` from it, the vendor, the signatures `FAMILY/MODEL[/STEPPING[-STEPPING]]` of the processors it
//! was made after, and whom it `describes`: the host, guests, or (when left out) both. In a list of
//! features, `=MODEL` stands for that model's features, `@MODEL` for what was added to it, and `-NAME`
//! takes one out again. `one_version` marks a model that never changes, as those named `MODEL-vN`. `same_as` names a model that it equals in everything but whom it describes.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{Arch, FeatureSet};

/// All models and features of one architecture.
#[derive(Debug, Default)]
pub struct CpuTable {
    vendors: Vec<Vendor>,
    features: Vec<Feature>,
    models: Vec<Model>,
    /// Places of features by libvirt's name and by QEMU's.
    feature_places: HashMap<String, usize>,
    model_places: HashMap<String, usize>,
}

/// A maker of processors.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Vendor {
    /// libvirt's name, such as `Intel`.
    pub name: String,
    /// What the processor says, such as `GenuineIntel`.
    pub cpuid: String,
}

/// One feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// libvirt's name.
    pub name: String,
    /// Where its bit is.
    pub place: BitPlace,
    /// A guest that has it can be migrated.
    pub migratable: bool,
    /// Guests can have it; others only tell hosts apart.
    pub for_guests: bool,
}

/// Where a feature's bit is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the members are the processor manuals' own words")]
pub enum BitPlace {
    Cpuid { leaf: u32, subleaf: u32, register: Register, bit: u8 },
    Msr { index: u32, register: Register, bit: u8 },
}

/// A processor register that `cpuid` or `rdmsr` fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are the registers' own names")]
pub enum Register {
    Eax,
    Ebx,
    Ecx,
    Edx,
}

/// One CPU model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its name, libvirt's and QEMU's alike.
    pub name: String,
    /// Who makes such processors; `None` for a model that nobody made.
    pub vendor: Option<String>,
    /// The processors it was made after.
    pub signatures: Vec<SignatureRange>,
    /// May a host be described by it?
    pub describes_hosts: bool,
    /// May the CPU of a guest with host-model be described by it?
    pub describes_guests: bool,
    /// It is the same in every QEMU and with every machine type, so that QEMU's word on whether it can be had counts.
    pub is_one_version: bool,
    /// What it is made of.
    pub features: FeatureSet,
    /// What newer QEMU adds: not counted in, since an older one may run the guest.
    pub added: FeatureSet,
    /// What newer QEMU leaves out: always said explicitly, since an older one has it.
    pub removed: FeatureSet,
}

/// Family, model and stepping of a processor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the processor manuals' own words")]
pub struct Signature {
    pub family: u32,
    pub model: u32,
    pub stepping: u32,
}

/// The processors that one signature of a model covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureRange {
    family: u32,
    model: u32,
    steppings: Option<RangeInclusive<u32>>,
}

impl SignatureRange {
    /// Is that processor one of them?
    pub fn covers(&self, signature: Signature) -> bool {
        (self.family, self.model) == (signature.family, signature.model)
            && self.steppings.as_ref().is_none_or(|steppings| steppings.contains(&signature.stepping))
    }
}

/// The x86 table.
pub fn x86() -> &'static CpuTable {
    // A test proves that the file is whole, so that the default is never used.
    static TABLE: LazyLock<CpuTable> =
        LazyLock::new(|| CpuTable::parse(include_str!("../data/x86.json")).unwrap_or_default());
    &TABLE
}

/// The names of all models that definitions for guests of that architecture may hold, in the table's
/// order. Empty where there is no table, so that any name may be tried (`virConnectGetCPUModelNames`).
pub fn model_names(arch: Arch) -> Vec<&'static str> {
    match arch {
        arch if arch.is_x86() => x86().models().iter().map(|model| model.name.as_str()).collect(),
        arch if arch.is_ppc64() => PPC64.iter().map(|(name, _)| *name).collect(),
        _ => Vec::new(),
    }
}

/// Does libvirt have a CPU driver for that architecture, which knows models or at least takes any name?
pub fn has_cpu_driver(arch: Arch) -> bool {
    arch.is_x86()
        || arch.is_arm()
        || arch.is_ppc64()
        || matches!(arch, Arch::S390x | Arch::Riscv64 | Arch::Loongarch64)
}

/// Makers of 64-bit POWER models that definitions may name, by libvirt's name of the model.
pub fn ppc64_vendor(model: &str) -> Option<&'static str> {
    let (_, vendor) = PPC64.iter().find(|(name, _)| *name == model)?;
    Some(vendor)
}

const PPC64: &[(&str, &str)] = &[
    ("POWER6", "IBM"),
    ("POWER7", "IBM"),
    ("POWER8", "IBM"),
    ("POWER9", "IBM"),
    ("POWER10", "IBM"),
    ("POWERPC_e5500", "Freescale"),
    ("POWERPC_e6500", "Freescale"),
];

impl CpuTable {
    /// All models, in the table's order: within a family, the plain one before its variants.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model of that name.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.model_places.get(name).and_then(|place| self.models.get(*place))
    }

    /// All features, in the table's order.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The place of the feature that libvirt or QEMU calls `name`.
    pub fn feature(&self, name: &str) -> Option<usize> {
        self.feature_places.get(name).copied()
    }

    /// The place of the feature that libvirt calls `name`: definitions hold no other names.
    pub fn libvirt_feature(&self, name: &str) -> Option<usize> {
        self.feature(name).filter(|place| self.features.get(*place).is_some_and(|known| known.name == name))
    }

    /// libvirt's name of the feature that QEMU calls `name`; the same when the table does not know it.
    pub fn libvirt_feature_name<'a>(&'a self, name: &'a str) -> &'a str {
        self.feature(name).and_then(|place| self.features.get(place)).map_or(name, |feature| &feature.name)
    }

    /// The names of the features of a set, in the table's order.
    pub fn names<'a>(&'a self, set: &'a FeatureSet) -> impl Iterator<Item = &'a str> {
        set.iter().filter_map(|place| self.features.get(place)).map(|feature| feature.name.as_str())
    }

    /// libvirt's name of the vendor that calls itself `cpuid`.
    pub fn vendor_name(&self, cpuid: &str) -> Option<&str> {
        self.vendors.iter().find(|vendor| vendor.cpuid == cpuid).map(|vendor| vendor.name.as_str())
    }

    /// Is there a vendor that libvirt calls `name`?
    pub fn knows_vendor(&self, name: &str) -> bool {
        self.vendors.iter().any(|vendor| vendor.name == name)
    }

    /// The features that no guest can have.
    pub fn host_only(&self) -> FeatureSet {
        let features = self.features.iter().enumerate();
        features.filter(|(_, feature)| !feature.for_guests).map(|(place, _)| place).collect()
    }

    /// The features that keep a guest from moving.
    pub fn unmigratable(&self) -> FeatureSet {
        let features = self.features.iter().enumerate();
        features.filter(|(_, feature)| !feature.migratable).map(|(place, _)| place).collect()
    }

    fn parse(text: &str) -> Result<Self, String> {
        let raw: RawTable = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut table = Self { vendors: raw.vendors, ..Self::default() };
        for feature in raw.features {
            let place = table.features.len();
            let names = feature.qemu.into_iter().chain([feature.name.clone()]);
            table.feature_places.extend(names.map(|name| (name, place)));
            let bit = parse_bit(&feature.at).ok_or_else(|| format!("{}: bad place", feature.name))?;
            table.features.push(Feature {
                name: feature.name,
                place: bit,
                migratable: feature.migratable,
                for_guests: feature.guests,
            });
        }
        for raw in raw.models {
            let model = table.resolve(raw)?;
            table.model_places.insert(model.name.clone(), table.models.len());
            table.models.push(model);
        }
        Ok(table)
    }

    fn resolve(&self, raw: RawModel) -> Result<Model, String> {
        let describes = |whom: &str| raw.describes.as_ref().is_none_or(|list| list.iter().any(|x| x == whom));
        let (describes_hosts, describes_guests) = (describes("host"), describes("guest"));
        if let Some(same_as) = &raw.same_as {
            let base = self.model(same_as).ok_or_else(|| format!("{}: no model {same_as}", raw.name))?;
            let is_one_version = raw.is_one_version();
            return Ok(Model {
                name: raw.name,
                describes_hosts,
                describes_guests,
                is_one_version,
                ..base.clone()
            });
        }
        let set = |list: &str| self.parse_set(list).map_err(|token| format!("{}: bad {token}", raw.name));
        let signatures: Option<Vec<_>> = raw.signatures.iter().map(|text| parse_signature(text)).collect();
        Ok(Model {
            features: set(&raw.features)?,
            added: set(&raw.added)?,
            removed: set(&raw.removed)?,
            signatures: signatures.ok_or_else(|| format!("{}: bad signature", raw.name))?,
            is_one_version: raw.is_one_version(),
            describes_hosts,
            describes_guests,
            vendor: raw.vendor,
            name: raw.name,
        })
    }

    /// Reads a list of features; the error is the part that makes no sense.
    fn parse_set<'a>(&self, list: &'a str) -> Result<FeatureSet, &'a str> {
        let mut set = FeatureSet::default();
        for token in list.split_whitespace() {
            if let Some(name) = token.strip_prefix('=') {
                set = set.union(&self.model(name).ok_or(token)?.features);
            } else if let Some(name) = token.strip_prefix('@') {
                set = set.union(&self.model(name).ok_or(token)?.added);
            } else if let Some(name) = token.strip_prefix('-') {
                set.remove(self.feature(name).ok_or(token)?);
            } else {
                set.insert(self.feature(token).ok_or(token)?);
            }
        }
        Ok(set)
    }
}

#[derive(Deserialize)]
struct RawTable {
    vendors: Vec<Vendor>,
    features: Vec<RawFeature>,
    models: Vec<RawModel>,
}

#[derive(Deserialize)]
struct RawFeature {
    name: String,
    at: String,
    #[serde(default)]
    qemu: Vec<String>,
    #[serde(default = "yes")]
    migratable: bool,
    #[serde(default = "yes")]
    guests: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModel {
    name: String,
    same_as: Option<String>,
    vendor: Option<String>,
    #[serde(default)]
    signatures: Vec<String>,
    describes: Option<Vec<String>>,
    #[serde(default)]
    one_version: bool,
    #[serde(default)]
    features: String,
    #[serde(default)]
    added: String,
    #[serde(default)]
    removed: String,
}

impl RawModel {
    /// Marked as such, or named `MODEL-vN`.
    fn is_one_version(&self) -> bool {
        let number = self.name.rsplit_once("-v").map_or("", |(_, number)| number);
        self.one_version || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    }
}

fn yes() -> bool {
    true
}

fn parse_bit(text: &str) -> Option<BitPlace> {
    let words: Vec<&str> = text.split(' ').collect();
    let hex = |text: &str| u32::from_str_radix(text, 16).ok();
    let [kind, address, register, bit] = words[..] else { return None };
    let register = match register {
        "eax" => Register::Eax,
        "ebx" => Register::Ebx,
        "ecx" => Register::Ecx,
        "edx" => Register::Edx,
        _ => return None,
    };
    let bit = bit.parse().ok().filter(|bit| *bit < 32)?;
    match kind {
        "cpuid" => {
            let (leaf, subleaf) = address.split_once('.')?;
            Some(BitPlace::Cpuid { leaf: hex(leaf)?, subleaf: hex(subleaf)?, register, bit })
        }
        "msr" => Some(BitPlace::Msr { index: hex(address)?, register, bit }),
        _ => None,
    }
}

fn parse_signature(text: &str) -> Option<SignatureRange> {
    let mut parts = text.split('/');
    let (family, model) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let steppings = match parts.next() {
        None => None,
        Some(range) => {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some(first.parse().ok()?..=last.parse().ok()?)
        }
    };
    Some(SignatureRange { family, model, steppings })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_whole() {
        let table = CpuTable::parse(include_str!("../data/x86.json")).unwrap();
        assert_eq!(table.models().len(), 150);
        assert_eq!(table.features().len(), 364);
        let places: std::collections::HashSet<_> = table.features().iter().map(|f| f.place).collect();
        assert_eq!(places.len(), table.features().len(), "two features share a bit");
    }

    #[test]
    fn lists_build_on_other_models() {
        let table = x86();
        let names =
            |name: &str| table.names(&table.model(name).unwrap().features).collect::<Vec<_>>().join(" ");
        assert_eq!(names("486"), names("486-v1"));
        assert_eq!(names("pentium"), "fpu vme de pse tsc msr mce cx8 mmx");
        let (haswell, no_tsx) = (table.model("Haswell").unwrap(), table.model("Haswell-noTSX").unwrap());
        let difference = haswell.features.without(&no_tsx.features);
        assert_eq!(table.names(&difference).collect::<Vec<_>>(), ["hle", "rtm"]);
        let milan = table.model("EPYC-Milan-v1").unwrap();
        assert_eq!(milan.vendor.as_deref(), Some("AMD"));
        assert!(milan.describes_hosts && !milan.describes_guests);
        assert!(milan.signatures[0].covers(Signature { family: 25, model: 1, stepping: 1 }));
    }

    #[test]
    fn model_names_are_those_of_the_table() {
        let names = model_names(Arch::I686);
        assert_eq!((names.len(), names[0], names[1]), (150, "486", "486-v1"));
        assert_eq!(model_names(Arch::Ppc64le)[3], "POWER9");
        assert!(model_names(Arch::S390x).is_empty());
    }

    #[test]
    fn steppings_tell_generations_apart() {
        let covers = |name: &str, stepping| {
            let model = x86().model(name).unwrap();
            model.signatures.iter().any(|range| range.covers(Signature { family: 6, model: 85, stepping }))
        };
        for (stepping, expected) in [(4, "Skylake-Server"), (7, "Cascadelake-Server")] {
            for name in ["Skylake-Server", "Cascadelake-Server"] {
                assert_eq!(covers(name, stepping), name == expected, "{name} {stepping}");
            }
        }
    }

    #[test]
    fn qemus_names_lead_to_libvirts() {
        for (qemu, libvirt) in [
            ("sse3", "pni"),
            ("sse4_1", "sse4.1"),
            ("fxsr-opt", "fxsr_opt"),
            ("avx2", "avx2"),
            ("not-in-the-table", "not-in-the-table"),
        ] {
            assert_eq!(x86().libvirt_feature_name(qemu), libvirt);
        }
    }

    #[test]
    fn a_broken_file_is_refused() {
        for models in [
            r#"{"name": "a", "features": "nonsense"}"#,
            r#"{"name": "a", "features": "=b"}"#,
            r#"{"name": "a", "same_as": "b"}"#,
            r#"{"name": "a", "signatures": ["6"]}"#,
        ] {
            let text = format!(r#"{{"vendors": [], "features": [], "models": [{models}]}}"#);
            assert!(CpuTable::parse(&text).is_err(), "{models}");
        }
    }
}
