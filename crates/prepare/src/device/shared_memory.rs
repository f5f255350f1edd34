//! Devices that another process serves need memory that both see.

use errors::Result;
use model::Domain;
use model::memory::MemoryAccess;

use crate::refusal::unsupported;

/// Checks that the guest's memory is shared with other processes of the host.
///
/// # Errors
/// `ConfigUnsupported` for memory of which any is private.
pub(crate) fn needs_shared_memory(domain: &Domain, what: &str) -> Result<()> {
    let backing = &domain.memory_backing;
    let whole = backing.access == Some(MemoryAccess::Shared);
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells);
    let mut cells = cells.map(|cell| match cell.access {
        Some(access) => access == MemoryAccess::Shared,
        None => whole,
    });
    let shared = match cells.next() {
        Some(first) => first && cells.all(|shared| shared),
        None => whole,
    };
    if shared {
        return Ok(());
    }
    Err(unsupported(format!("'{what}' requires shared memory")))
}
