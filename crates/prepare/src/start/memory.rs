//! Memory comes in whole MiB: QEMU's backends need it.

use errors::{Code, Error, Result};
use model::Domain;

/// KiB in a MiB.
const STEP: u64 = 1024;

/// Memory modules come in larger steps: guests map them with huge pages. KiB.
const MODULE_STEP: u64 = 2048;

/// The step of everything on POWER, whose memory blocks are that large. KiB.
const POWER_STEP: u64 = 256 * 1024;

/// Rounds every size up. What the definition says stays as it is; only the running guest has more.
///
/// # Errors
/// `Overflow` for sizes that cannot be.
pub(super) fn round_up(domain: &mut Domain) -> Result<()> {
    let power = matches!(domain.os.arch.as_deref(), Some("ppc64" | "ppc64le"));
    let (step, module_step) = if power { (POWER_STEP, POWER_STEP) } else { (STEP, MODULE_STEP) };
    let rounded = |kib| rounded_to(kib, step);
    let modules: u64 = domain.devices.memories.iter().map(|module| module.target.size).sum();
    let mut initial = domain.memory.total.unwrap_or_default().saturating_sub(modules);
    if let Some(numa) = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut())
        && !numa.cells.is_empty()
    {
        for cell in &mut numa.cells {
            cell.memory = rounded(cell.memory)?;
        }
        initial = numa.cells.iter().map(|cell| cell.memory).sum();
    }
    let mut total = rounded(initial)?;
    for module in &mut domain.devices.memories {
        module.target.size = rounded_to(module.target.size, module_step)?;
        total = total.saturating_add(module.target.size);
    }
    let memory = &mut domain.memory;
    if memory.current == memory.total {
        memory.current = Some(total);
    }
    memory.total = Some(total);
    memory.maximum = memory.maximum.map(rounded).transpose()?;
    Ok(())
}

fn rounded_to(kib: u64, step: u64) -> Result<u64> {
    kib.checked_next_multiple_of(step)
        .ok_or_else(|| Error::new(Code::Overflow, errors::Domain::Domain, "memory size is too large"))
}
