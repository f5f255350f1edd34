//! Reading `<cpu>`.

use errors::{Code, Domain};
use xml::{Element, Fault, Result, Word};

use super::{Cache, Cpu, CpuFeature, CpuMode, CpuModel, MaxPhysAddr, Numa, Topology};

impl Cpu {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            mode: mode(e)?,
            matching: e.word("match")?,
            check: e.word("check")?,
            migratable: e.on_off("migratable")?,
            model: e.maybe("model", CpuModel::parse)?,
            vendor: e.child_text("vendor"),
            topology: e.maybe("topology", Topology::parse)?,
            cache: cache(e)?,
            max_phys_addr: e.maybe("maxphysaddr", MaxPhysAddr::parse)?,
            features: features(e)?,
            numa: e.maybe("numa", Numa::parse)?,
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

fn cache(e: &Element<'_>) -> Result<Option<Cache>> {
    if e.children_named("cache").nth(1).is_some() {
        return Err(cpu_fault(e, Code::XmlError, "at most one CPU cache element may be specified"));
    }
    e.maybe("cache", Cache::parse)
}

fn features(e: &Element<'_>) -> Result<Vec<CpuFeature>> {
    let features: Vec<CpuFeature> = e.each("feature", CpuFeature::parse)?;
    for (at, feature) in features.iter().enumerate() {
        if features.iter().take(at).any(|other| other.name == feature.name) {
            let what = format!("CPU feature '{}' specified more than once", feature.name);
            return Err(cpu_fault(e, Code::XmlError, what));
        }
    }
    Ok(features)
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
        let bits = |name| Ok::<_, Fault>(e.count(name)?.filter(|bits| *bits != 0));
        Ok(Self { mode: e.required_word("mode")?, bits: bits("bits")?, limit: bits("limit")? })
    }
}

impl CpuFeature {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let policy = e.attribute("policy").map(|text| {
            let invalid = || cpu_fault(e, Code::ConfigUnsupported, "Invalid CPU feature policy");
            Word::from_word(text).ok_or_else(invalid)
        });
        let policy = policy.transpose()?;
        let name = e.string("name").filter(|name| !name.is_empty());
        let missing = || cpu_fault(e, Code::XmlError, "Invalid CPU feature name");
        Ok(Self { policy, name: name.ok_or_else(missing)? })
    }
}
