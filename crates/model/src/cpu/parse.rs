//! Reading `<cpu>`.

use errors::Code;
use xml::{Element, Result};

use super::{
    Cache, Cpu, CpuFeature, CpuModel, Distance, Interconnect, MaxPhysAddr, Measure, Numa, NumaCache,
    NumaCell, Topology,
};
use crate::NumberSet;
use crate::size::attribute_kib;

impl Cpu {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            mode: e.word("mode")?,
            matching: e.word("match")?,
            check: e.word("check")?,
            migratable: e.on_off("migratable")?,
            model: e.maybe("model", CpuModel::parse)?,
            vendor: e.child_text("vendor"),
            topology: e.maybe("topology", Topology::parse)?,
            cache: e.maybe("cache", Cache::parse)?,
            max_phys_addr: e.maybe("maxphysaddr", MaxPhysAddr::parse)?,
            features: features(e)?,
            numa: e.maybe("numa", Numa::parse)?,
        })
    }
}

fn features(e: &Element<'_>) -> Result<Vec<CpuFeature>> {
    let features: Vec<CpuFeature> = e.each("feature", CpuFeature::parse)?;
    for (at, feature) in features.iter().enumerate() {
        if features.iter().take(at).any(|other| other.name == feature.name) {
            let what = format!("CPU feature '{}' specified more than once", feature.name);
            return Err(e.fault(Code::XmlError, what));
        }
    }
    Ok(features)
}

impl CpuModel {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let name = e.text().into_owned();
        let vendor_id = e.string("vendor_id");
        if vendor_id.as_ref().is_some_and(|id| id.len() != 12) {
            let what = "vendor_id must be exactly 12 characters long";
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Self { name: Some(name).filter(|n| !n.is_empty()), fallback: e.word("fallback")?, vendor_id })
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
        Ok(Self { level: e.number("level")?, mode: e.required_word("mode")? })
    }
}

impl MaxPhysAddr {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { mode: e.required_word("mode")?, bits: e.nonzero("bits")?, limit: e.nonzero("limit")? })
    }
}

impl CpuFeature {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let name = e.string("name").filter(|name| !name.is_empty());
        let missing = || e.fault(Code::XmlError, "Invalid CPU feature name");
        Ok(Self { policy: e.word("policy")?, name: name.ok_or_else(missing)? })
    }
}

impl Numa {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let elements: Vec<Element<'_>> = e.children_named("cell").collect();
        let mut cells = Vec::with_capacity(elements.len());
        for (at, cell) in (0..).zip(&elements) {
            cells.push(NumaCell::parse(cell, at)?);
        }
        cells.sort_by_key(|cell| cell.id);
        if cells.iter().zip(0..).any(|(cell, id)| cell.id != id) {
            let what = "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or \
                        ranges not starting from 0 are not allowed";
            return Err(e.fault(Code::XmlError, what));
        }
        let interconnects = e.maybe("interconnects", |e| {
            e.all_children().map(|child| Interconnect::parse(&child)).collect::<Result<Vec<_>>>()
        })?;
        Ok(Self { cells, interconnects: interconnects.unwrap_or_default() })
    }
}

impl NumaCell {
    fn parse(e: &Element<'_>, position: u32) -> Result<Self> {
        Ok(Self {
            id: e.number("id")?.unwrap_or(position),
            cpus: NumberSet::attribute(e, "cpus")?,
            memory: attribute_kib(e, "memory", "unit")?,
            access: e.word("memAccess")?,
            discard: e.yes_no("discard")?,
            distances: e.maybe("distances", |e| e.each("sibling", Distance::parse))?.unwrap_or_default(),
            caches: e.each("cache", NumaCache::parse)?,
        })
    }
}

impl Distance {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { id: e.required_number("id")?, value: e.required_number("value")? })
    }
}

impl NumaCache {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = |name: &str| e.fault(Code::XmlError, format!("Missing '{name}' element in cache"));
        let size = e.maybe("size", |e| attribute_kib(e, "value", "unit"))?.ok_or_else(|| missing("size"))?;
        let line = e.maybe("line", |e| attribute_bytes(e, "value"))?.ok_or_else(|| missing("line"))?;
        Ok(Self {
            level: e.nonzero("level")?.ok_or_else(|| e.missing_attribute("level"))?,
            associativity: e.required_word("associativity")?,
            policy: e.required_word("policy")?,
            size,
            line,
        })
    }
}

fn attribute_bytes(e: &Element<'_>, name: &str) -> Result<u64> {
    crate::size::attribute_bytes(e, name, "unit")
}

impl Interconnect {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let measure = match e.name() {
            "latency" => Measure::Latency(e.nonzero("value")?.ok_or_else(|| e.missing_attribute("value"))?),
            "bandwidth" => Measure::Bandwidth(attribute_kib(e, "value", "unit")?),
            other => {
                let what = format!("Invalid element in numa interconnects: {other}");
                return Err(e.fault(Code::XmlError, what));
            }
        };
        Ok(Self {
            measure,
            initiator: e.required_number("initiator")?,
            target: e.required_number("target")?,
            cache: e.nonzero("cache")?,
            access: e.required_word("type")?,
        })
    }
}
