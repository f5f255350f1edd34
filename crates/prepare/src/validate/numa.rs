//! What may be said about NUMA.

use errors::Result;
use model::Domain;
use model::device::controller::{ControllerKind, PciModel};
use model::domain::Placement;
use model::memory::NumaMode;

use crate::refusal::{contradiction, unsupported};

/// Rules about what the definition itself says.
pub(super) fn validate_asked(domain: &Domain) -> Result<()> {
    restrictive_everywhere_or_nowhere(domain)
}

pub(super) fn validate(domain: &Domain) -> Result<()> {
    automatic_or_by_cell(domain)?;
    expanders_have_cells(domain)
}

/// Leaving the choice to control groups is a matter of the whole process.
fn restrictive_everywhere_or_nowhere(domain: &Domain) -> Result<()> {
    let tune = &domain.numa_tune;
    let Some(mode) = tune.memory.as_ref().and_then(|policy| policy.mode) else { return Ok(()) };
    for cell in &tune.cells {
        let (whole, own) = (mode == NumaMode::Restrictive, cell.mode == NumaMode::Restrictive);
        if whole && !own {
            return Err(contradiction(
                "'restrictive' mode is required in memnode element when mode is 'restrictive' in memory element",
            ));
        }
        if own && !whole {
            return Err(contradiction(
                "'restrictive' mode is required in memory element when mode is 'restrictive' in memnode element",
            ));
        }
    }
    Ok(())
}

/// The host chooses nodes for all cells or for none.
fn automatic_or_by_cell(domain: &Domain) -> Result<()> {
    let tune = &domain.numa_tune;
    let automatic = tune.memory.as_ref().is_some_and(|policy| policy.placement == Some(Placement::Auto));
    if automatic && !tune.cells.is_empty() {
        return Err(unsupported("Per-node binding is not compatible with automatic NUMA placement."));
    }
    Ok(())
}

/// A bus that belongs to a cell needs the cell.
fn expanders_have_cells(domain: &Domain) -> Result<()> {
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    for controller in &domain.devices.controllers {
        let ControllerKind::Pci(pci) = &controller.kind else { continue };
        let (Some(model @ (PciModel::PciExpanderBus | PciModel::PcieExpanderBus)), Some(node)) =
            (pci.model, pci.numa_node)
        else {
            continue;
        };
        if usize::try_from(node).is_ok_and(|node| node >= cells) {
            let index = controller.index.unwrap_or_default();
            return Err(contradiction(format!(
                "{model} with index {index} is configured for a NUMA node ({node}) not present in the domain's <cpu><numa> array ({cells})"
            )));
        }
    }
    Ok(())
}
