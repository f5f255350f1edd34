//! Reading `<cpu>`.

use errors::{Code, Domain};
use xml::{Element, Fault, Result, Word};

use super::{
    Cache, Cpu, CpuFeature, CpuMode, CpuModel, CpuParts, FeaturePolicy, MaxPhysAddr, Numa, Topology,
};

impl Cpu {
    /// Reads a guest's CPU and its NUMA cells.
    pub(crate) fn parse_whole(e: &Element<'_>) -> Result<Self> {
        let cpu = Self::parse(e)?;
        Ok(Self { numa: e.maybe("numa", Numa::parse)?, ..cpu })
    }

    /// Reads a guest's CPU without its NUMA cells, which say nothing of its kind; its mistakes are told in the order in which libvirt looks for them.
    ///
    /// # Errors
    /// 27 or 67 in libvirt's words.
    pub fn parse(e: &Element<'_>) -> Result<Self> {
        let mode = mode(e)?;
        let migratable = migratable(e, mode)?;
        let (matching, check) = (e.word("match")?, e.word("check")?);
        let deprecated_features = e.on_off("deprecated_features")?;
        // What replaces a model, and how it calls itself, means nothing for a CPU that is the host's.
        let model = match mode {
            Some(CpuMode::HostPassthrough | CpuMode::Maximum) => {
                e.child_text("model").map(|name| CpuModel { name: Some(name), ..CpuModel::default() })
            }
            _ => e.maybe("model", CpuModel::parse)?,
        };
        let vendor = e.child_text("vendor");
        if model.as_ref().is_none_or(|model| model.name.is_none()) {
            let malformed = |what| Err(cpu_fault(e, Code::XmlError, what));
            if vendor.is_some() {
                return malformed("CPU vendor specified without CPU model");
            }
            if matches!(mode, None | Some(CpuMode::Custom)) && e.child("feature").is_some() {
                return malformed("Non-empty feature list specified without CPU model");
            }
        }
        let CpuParts { topology, features, cache, max_phys_addr } = CpuParts::parse(e, feature_policy)?;
        Ok(Self {
            mode,
            matching,
            check,
            migratable,
            deprecated_features,
            model,
            vendor,
            topology,
            cache,
            max_phys_addr,
            features,
            numa: None,
        })
    }
}

impl CpuParts {
    /// Reads what a host's CPU says of these; it has the features that it names, whatever is said of them.
    ///
    /// # Errors
    /// As [`Cpu::parse`].
    pub fn of_host(e: &Element<'_>) -> Result<Self> {
        Self::parse(e, |_| Ok(FeaturePolicy::Require))
    }

    fn parse(e: &Element<'_>, policy: impl Fn(&Element<'_>) -> Result<FeaturePolicy>) -> Result<Self> {
        Ok(Self {
            topology: e.maybe("topology", Topology::parse)?,
            features: features(e, policy)?,
            cache: cache(e)?,
            max_phys_addr: e.maybe("maxphysaddr", MaxPhysAddr::parse)?,
        })
    }
}

/// A mistake that CPU definitions make, a guest's or not.
fn cpu_fault(e: &Element<'_>, code: Code, what: impl Into<String>) -> Fault {
    Fault::of(Domain::Cpu, code, what).at(e.position())
}

fn mode(e: &Element<'_>) -> Result<Option<CpuMode>> {
    let unknown =
        |text: &str| cpu_fault(e, Code::ConfigUnsupported, format!("Invalid mode attribute '{text}'"));
    e.attribute("mode").map(|text| Word::from_word(text).ok_or_else(|| unknown(text))).transpose()
}

/// Whether features that cannot be migrated are left out, which only a CPU like the host's can be asked.
///
/// # Errors
/// 27 for another word than `on` and `off`; 67 for a CPU of another mode.
pub fn migratable(e: &Element<'_>, mode: Option<CpuMode>) -> Result<Option<bool>> {
    let migratable = e.on_off("migratable")?;
    if migratable.is_some() && !matches!(mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum)) {
        let what = "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode";
        return Err(cpu_fault(e, Code::ConfigUnsupported, what));
    }
    Ok(migratable)
}

fn cache(e: &Element<'_>) -> Result<Option<Cache>> {
    if e.children_named("cache").nth(1).is_some() {
        return Err(cpu_fault(e, Code::XmlError, "at most one CPU cache element may be specified"));
    }
    e.maybe("cache", Cache::parse)
}

fn features(
    e: &Element<'_>,
    policy: impl Fn(&Element<'_>) -> Result<FeaturePolicy>,
) -> Result<Vec<CpuFeature>> {
    let mut features: Vec<CpuFeature> = Vec::new();
    for element in e.children_named("feature") {
        let policy = Some(policy(&element)?);
        let name = element.string("name").filter(|name| !name.is_empty());
        let missing = || cpu_fault(&element, Code::XmlError, "Invalid CPU feature name");
        let name = name.ok_or_else(missing)?;
        if features.iter().any(|other| other.name == name) {
            let what = format!("CPU feature '{name}' specified more than once");
            return Err(cpu_fault(e, Code::XmlError, what));
        }
        features.push(CpuFeature { policy, name });
    }
    Ok(features)
}

fn feature_policy(e: &Element<'_>) -> Result<FeaturePolicy> {
    let Some(text) = e.attribute("policy") else { return Ok(FeaturePolicy::Require) };
    let invalid = || cpu_fault(e, Code::ConfigUnsupported, "Invalid CPU feature policy");
    Word::from_word(text).ok_or_else(invalid)
}

impl CpuModel {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let name = e.text().into_owned();
        let given = |name| e.attribute(name).filter(|text| !text.is_empty());
        let invalid = || cpu_fault(e, Code::ConfigUnsupported, "Invalid fallback attribute");
        let fallback = given("fallback").map(|text| Word::from_word(text).ok_or_else(invalid)).transpose()?;
        let vendor_id = given("vendor_id").map(str::to_owned);
        if vendor_id.as_ref().is_some_and(|id| id.len() != 12) {
            let what = "vendor_id must be exactly 12 characters long";
            return Err(cpu_fault(e, Code::XmlError, what));
        }
        if vendor_id.as_ref().is_some_and(|id| id.contains(',')) {
            return Err(cpu_fault(e, Code::XmlError, "vendor id is invalid"));
        }
        Ok(Self { name: Some(name).filter(|name| !name.is_empty()), fallback, vendor_id })
    }
}

impl Topology {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let required = |name| e.nonzero(name)?.ok_or_else(|| e.missing_attribute(name));
        Ok(Self {
            sockets: required("sockets")?,
            dies: e.nonzero("dies")?,
            clusters: e.nonzero("clusters")?,
            cores: required("cores")?,
            threads: required("threads")?,
        })
    }
}

impl Cache {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let level = e.count("level")?;
        if level.is_some_and(|level| !(1..=3).contains(&level)) {
            let what = "invalid CPU cache level, must be in range [1,3]";
            return Err(cpu_fault(e, Code::XmlError, what));
        }
        Ok(Self { level, mode: e.required_word("mode")? })
    }
}

impl MaxPhysAddr {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let parsed =
            Self { mode: e.required_word("mode")?, bits: e.count("bits")?, limit: e.nonzero("limit")? };
        if parsed.limit.is_some() && parsed.mode != super::MaxPhysAddrMode::Passthrough {
            let what = "attribute 'limit' is only supported for maxphysaddr mode 'passthrough'";
            return Err(cpu_fault(e, Code::ConfigUnsupported, what));
        }
        Ok(parsed)
    }
}
