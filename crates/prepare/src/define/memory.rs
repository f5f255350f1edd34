//! How much memory.

use errors::{Code, Error, Result};
use model::Domain;

/// Memory comes in whole MiB: QEMU's backends need it, and so libvirt rounds up.
const STEP: u64 = 1024;

/// Writes down total and current memory, in whole MiB. NUMA cells, where there are any, decide the total.
pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    if let Some(numa) = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut())
        && !numa.cells.is_empty()
    {
        for cell in &mut numa.cells {
            cell.memory = rounded(cell.memory)?;
        }
        domain.memory.total = Some(numa.cells.iter().map(|cell| cell.memory).sum());
    }
    let memory = &mut domain.memory;
    let total = rounded(memory.total.unwrap_or_default())?;
    if total == 0 {
        return Err(Error::new(
            Code::XmlError,
            errors::Domain::Domain,
            "Memory size must be specified via <memory> or in the <numa> configuration",
        ));
    }
    memory.total = Some(total);
    memory.current = Some(match memory.current {
        None | Some(0) => total,
        Some(current) => current.min(total),
    });
    memory.maximum = memory.maximum.map(rounded).transpose()?;
    Ok(())
}

fn rounded(kib: u64) -> Result<u64> {
    kib.checked_next_multiple_of(STEP)
        .ok_or_else(|| Error::new(Code::Overflow, errors::Domain::Domain, "memory size is too large"))
}
