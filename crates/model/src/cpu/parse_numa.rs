//! Reading NUMA cells.

use errors::Code;
use xml::{Element, Result};

use super::{Distance, Interconnect, Measure, Numa, NumaCache, NumaCell};
use crate::NumberSet;
use crate::size::{attribute_kib, plain_number};

impl Numa {
    pub(super) fn parse(e: &Element<'_>) -> Result<Self> {
        let mut cells: Vec<NumaCell> = Vec::new();
        for (position, element) in (0..).zip(e.children_named("cell").collect::<Vec<_>>()) {
            let cell = NumaCell::parse(&element, position)?;
            if cells.iter().any(|other| other.id == cell.id) {
                let what = format!("Duplicate NUMA cell info for cell id '{}'", cell.id);
                return Err(element.fault(Code::XmlError, what));
            }
            cells.push(cell);
        }
        if cells.is_empty() {
            return Err(e.fault(Code::XmlError, "NUMA topology defined without NUMA cells"));
        }
        cells.sort_by_key(|cell| cell.id);
        if cells.iter().zip(0..).any(|(cell, id)| cell.id != id) {
            let what = "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or \
                        ranges not starting from 0 are not allowed";
            return Err(e.fault(Code::XmlError, what));
        }
        let interconnects = match e.child("interconnects") {
            Some(list) => {
                list.all_children().map(|child| Interconnect::parse(&child)).collect::<Result<_>>()?
            }
            None => Vec::new(),
        };
        Ok(Self { cells, interconnects })
    }
}

impl NumaCell {
    fn parse(e: &Element<'_>, position: u32) -> Result<Self> {
        let id = e.number("id")?.unwrap_or(position);
        Ok(Self {
            id,
            cpus: NumberSet::attribute(e, "cpus")?,
            memory: attribute_kib(e, "memory", "unit")?,
            access: e.word("memAccess")?,
            discard: e.yes_no("discard")?,
            distances: distances(e, id)?,
            caches: e.each("cache", NumaCache::parse)?,
        })
    }
}

/// Distances from a cell to others: 10 to itself, and more than that to any other.
fn distances(e: &Element<'_>, cell: u32) -> Result<Vec<Distance>> {
    let Some(list) = e.child("distances") else { return Ok(Vec::new()) };
    list.each("sibling", |e| {
        let distance = Distance { id: e.required_number("id")?, value: e.required_number("value")? };
        let Distance { id, value } = distance;
        if !(10..=255).contains(&value) || (id == cell && value != 10) {
            let what =
                format!("'value {value}' is invalid for 'sibling id {id}' under NUMA 'cell id {cell}'");
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(distance)
    })
}

impl NumaCache {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            level: e.nonzero("level")?.ok_or_else(|| e.missing_attribute("level"))?,
            associativity: e.required_word("associativity")?,
            policy: e.required_word("policy")?,
            // libvirt 11.3 looks for the units in the wrong place, and so takes KiB and bytes for granted.
            size: plain_number(e, "size", "value")?,
            line: plain_number(e, "line", "value")?,
        })
    }
}

impl Interconnect {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let measure = match e.name() {
            "latency" => Measure::Latency(e.required_number("value")?),
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
            cache: e.number("cache")?.filter(|level| *level != 0),
            access: e.required_word("type")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xml::Document;

    #[test]
    fn a_topology_has_cells() {
        let document = Document::parse("<numa>\n  <name>x</name>\n</numa>").unwrap();
        let fault = Numa::parse(&document.root()).unwrap_err();
        assert_eq!(fault.error.message, "XML error: NUMA topology defined without NUMA cells");
    }
}
