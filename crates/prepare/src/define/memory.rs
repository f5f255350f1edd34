//! How much memory.

use errors::{Code, Error, Result};
use model::Domain;

use super::Origin;

/// Writes down total and current memory. NUMA cells and memory modules, where there are any, decide the
/// total of a new definition.
///
/// # Errors
/// `XmlError` for a definition that says nothing about memory.
pub(super) fn complete(domain: &mut Domain, origin: Origin) -> Result<()> {
    let modules: u64 = domain.devices.memories.iter().map(|module| module.target.size).sum();
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    if cells == 0 {
        // Without cells everything is in the first.
        for page in domain.memory_backing.hugepages.iter_mut().flatten() {
            page.nodeset = page.nodeset.take().filter(|nodes| !nodes.iter().eq([0]));
        }
    }
    let memory = &mut domain.memory;
    if let Some(numa) = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref())
        && !numa.cells.is_empty()
        && (origin.is_new() || memory.total.is_none())
    {
        let cells: u64 = numa.cells.iter().map(|cell| cell.memory).sum();
        memory.total = Some(cells.saturating_add(modules));
    }
    let Some(total) = memory.total.filter(|total| *total > 0) else {
        return Err(Error::new(
            Code::XmlError,
            errors::Domain::Domain,
            "Memory size must be specified via <memory> or in the <numa> configuration",
        ));
    };
    memory.current = Some(match memory.current {
        None | Some(0) => total,
        Some(current) => current.min(total),
    });
    Ok(())
}
