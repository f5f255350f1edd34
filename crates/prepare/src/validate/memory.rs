//! What may be said about pages.

use errors::Result;
use model::Domain;

use crate::refusal::{contradiction, plain};

pub(super) fn validate(domain: &Domain) -> Result<()> {
    maximum_is_enough(domain)?;
    let Some(pages) = &domain.memory_backing.hugepages else { return Ok(()) };
    one_size_for_all_the_rest(pages)?;
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    // Without cells everything is in cell 0.
    let cells = u32::try_from(cells.max(1)).unwrap_or(u32::MAX);
    for page in pages {
        if let Some(missing) = page.nodeset.iter().flat_map(|nodes| nodes.iter()).find(|node| *node >= cells)
        {
            return Err(plain(format!("hugepages: node {missing} not found")));
        }
    }
    Ok(())
}

/// There can be as much memory as there is.
fn maximum_is_enough(domain: &Domain) -> Result<()> {
    let memory = &domain.memory;
    if memory.maximum.is_some_and(|maximum| maximum < memory.total.unwrap_or(0)) {
        return Err(contradiction(
            "maximum memory size must be equal or greater than the actual memory size",
        ));
    }
    Ok(())
}

/// At most one size is for no cell in particular, counting one that is for the only cell.
fn one_size_for_all_the_rest(pages: &[model::memory::HugePage]) -> Result<()> {
    let mut masters = pages.iter().filter(|page| page.nodeset.as_ref().is_none_or(|nodes| nodes.is_empty()));
    if let (Some(first), Some(second)) = (masters.next(), masters.next()) {
        return Err(plain(format!("two master hugepages detected: {} and {}", second.size, first.size)));
    }
    Ok(())
}
