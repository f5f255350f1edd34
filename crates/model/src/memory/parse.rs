//! Reading what is said about memory.

use errors::Code;
use xml::{Element, Result, Word};

use super::{CellPolicy, HugePage, Memory, MemoryBacking, MemoryTune, NumaMode, NumaPolicy, NumaTune};
use crate::NumberSet;
use crate::domain::Placement;
use crate::size::{attribute_kib, child_kib};

impl Memory {
    /// Reads `<memory>` and its siblings, children of `domain`.
    pub(crate) fn parse(domain: &Element<'_>) -> Result<Self> {
        let slots = domain.child("maxMemory").and_then(|e| e.string("slots"));
        let not_a_count = |_| domain.fault(Code::XmlError, "Failed to parse memory slot count");
        Ok(Self {
            total: child_kib(domain, "memory", "./memory[1]")?,
            dump_core: domain.maybe("memory", |e| e.on_off("dumpCore"))?.flatten(),
            current: child_kib(domain, "currentMemory", "./currentMemory[1]")?.filter(|kib| *kib != 0),
            maximum: child_kib(domain, "maxMemory", "./maxMemory[1]")?.filter(|kib| *kib != 0),
            slots: slots.map(|text| text.parse()).transpose().map_err(not_a_count)?.filter(|n| *n != 0),
            tune: domain.maybe("memtune", MemoryTune::parse)?.unwrap_or_default(),
        })
    }
}

impl MemoryTune {
    fn parse(e: &Element<'_>) -> Result<Self> {
        // This much and more means that there is no limit.
        let unlimited = (i64::MAX as u64) / 1024;
        let limit = |name| -> Result<Option<u64>> {
            let kib = child_kib(e, name, &format!("./memtune/{name}[1]"))?;
            Ok(kib.filter(|kib| *kib < unlimited))
        };
        Ok(Self {
            hard_limit: limit("hard_limit")?,
            soft_limit: limit("soft_limit")?,
            min_guarantee: limit("min_guarantee")?.filter(|kib| *kib != 0),
            swap_hard_limit: limit("swap_hard_limit")?,
        })
    }
}

impl MemoryBacking {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let threads = e.child("allocation").and_then(|allocation| allocation.attribute("threads"));
        let threads = threads.filter(|text| !text.is_empty());
        let not_a_count = |_| e.fault(Code::XmlError, "Failed to parse memory allocation threads");
        Ok(Self {
            hugepages: e.maybe("hugepages", |pages| pages.each("page", HugePage::parse))?,
            no_share_pages: e.child("nosharepages").is_some(),
            locked: e.child("locked").is_some(),
            source: word(e, "source", "type")?,
            access: word(e, "access", "mode")?,
            allocation: word(e, "allocation", "mode")?,
            allocation_threads: threads.map(|text| text.parse()).transpose().map_err(not_a_count)?,
            discard: e.child("discard").is_some(),
        })
    }
}

/// The word in an attribute of a child.
fn word<W: Word>(e: &Element<'_>, child: &str, attribute: &str) -> Result<Option<W>> {
    let unknown = |text: &str| format!("unknown memoryBacking/{child}/{attribute} '{text}'");
    match e.child(child) {
        Some(element) if element.attribute(attribute) != Some("") => {
            element.supported_word(attribute, unknown)
        }
        _ => Ok(None),
    }
}

impl HugePage {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let size = attribute_kib(e, "size", "unit")?;
        if size == 0 {
            return Err(e.fault(Code::XmlDetail, "hugepage size can't be zero"));
        }
        Ok(Self { size, nodeset: NumberSet::attribute(e, "nodeset")? })
    }
}

impl NumaTune {
    /// Reads the element; `auto` tells whether virtual CPUs are placed automatically, and memory with them.
    pub(crate) fn parse(e: &Element<'_>, auto: bool) -> Result<Self> {
        Ok(Self {
            memory: e
                .maybe("memory", |memory| NumaPolicy::parse(memory, auto))?
                .filter(|policy| *policy != NumaPolicy::default()),
            cells: cells(e)?,
        })
    }
}

/// The policies of cells, by cell.
fn cells(e: &Element<'_>) -> Result<Vec<CellPolicy>> {
    let mut cells: Vec<CellPolicy> = e.each("memnode", CellPolicy::parse)?;
    cells.sort_by_key(|policy| policy.cell);
    match cells.windows(2).find(|pair| pair.first().map(|p| p.cell) == pair.last().map(|p| p.cell)) {
        Some([policy, ..]) => {
            let what = format!("Multiple memnode elements with cellid {}", policy.cell);
            Err(e.fault(Code::XmlError, what))
        }
        _ => Ok(cells),
    }
}

impl NumaPolicy {
    fn parse(e: &Element<'_>, auto: bool) -> Result<Self> {
        let unsupported =
            |what: &'static str| move |text: &str| format!("Unsupported NUMA memory {what} mode '{text}'");
        let mode = e.supported_word("mode", unsupported("tuning"))?;
        let placement = e.supported_word("placement", unsupported("placement"))?;
        let nodeset = nodeset(e)?;
        let says = mode.is_some() || placement.is_some();
        let auto = placement.map_or(auto, |placement| placement == Placement::Auto);
        if says && !auto && nodeset.is_none() {
            let what = "nodeset for NUMA memory tuning must be set if 'placement' is 'static'";
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        Ok(Self {
            mode,
            placement,
            // Nodes that are chosen automatically cannot be given.
            nodeset: nodeset.filter(|_| placement != Some(Placement::Auto)),
        })
    }
}

impl CellPolicy {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "Missing required nodeset attribute in memnode element");
        Ok(Self {
            cell: e.required_number("cellid")?,
            mode: e.word("mode")?.unwrap_or(NumaMode::Strict),
            nodeset: nodeset(e)?.ok_or_else(missing)?,
        })
    }
}

/// The host's nodes: a set that must not be empty.
fn nodeset(e: &Element<'_>) -> Result<Option<NumberSet>> {
    match NumberSet::attribute(e, "nodeset")? {
        Some(set) if set.is_empty() => {
            let given = e.attribute("nodeset").unwrap_or_default();
            Err(e.fault(Code::ConfigUnsupported, format!("Invalid value of 'nodeset': {given}")))
        }
        other => Ok(other),
    }
}
