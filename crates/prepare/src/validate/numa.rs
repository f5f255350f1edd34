//! What may be said about NUMA.

use errors::Result;
use model::Domain;
use model::cpu::NumaCell;
use model::device::controller::{ControllerKind, PciModel};
use model::domain::Placement;
use model::memory::NumaMode;

use crate::refusal::{contradiction, internal, nonsense, unsupported};

/// Rules about what the definition itself says.
pub(super) fn validate_asked(domain: &Domain) -> Result<()> {
    cells_share_nothing(domain)?;
    policies_have_cells(domain)?;
    restrictive_everywhere_or_nowhere(domain)
}

/// A CPU is in one cell, and what is said of other cells is said of cells that are there.
fn cells_share_nothing(domain: &Domain) -> Result<()> {
    let Some(numa) = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()) else { return Ok(()) };
    let cells = &numa.cells;
    for (position, cell) in cells.iter().enumerate() {
        let cpus = |cell: &NumaCell| cell.cpus.clone().unwrap_or_default();
        let own = cpus(cell);
        for other in cells.iter().take(position) {
            if cpus(other).iter().any(|cpu| own.contains(cpu)) {
                return Err(nonsense(format!(
                    "NUMA cells {} and {} have overlapping vCPU ids",
                    cell.id, other.id
                )));
            }
        }
        let there = |id: u32| cells.iter().any(|other| other.id == id);
        if let Some(missing) = cell.distances.iter().find(|distance| !there(distance.id)) {
            return Err(contradiction(format!(
                "'sibling_id {}' does not refer to a valid cell within NUMA 'cell id {}'",
                missing.id, cell.id
            )));
        }
    }
    for link in &numa.interconnects {
        for (name, id) in [("initiator", link.initiator), ("target", link.target)] {
            if !cells.iter().any(|cell| cell.id == id) {
                return Err(contradiction(format!("'{name}' refers to a non-existent NUMA node")));
            }
        }
        let cached = |level: u32| {
            let target = cells.iter().find(|cell| cell.id == link.target);
            target.is_some_and(|cell| cell.caches.iter().any(|cache| cache.level == level))
        };
        if link.cache.is_some_and(|level| level != 0 && !cached(level)) {
            return Err(contradiction("'cache' refers to a non-existent NUMA node cache"));
        }
    }
    let count: usize = cells.iter().filter_map(|cell| cell.cpus.as_ref()).map(|cpus| cpus.len()).sum();
    let maximum = usize::try_from(domain.vcpus.maximum.unwrap_or(1)).unwrap_or(usize::MAX);
    if count > maximum {
        return Err(internal("Number of CPUs in <numa> exceeds the <vcpu> count"));
    }
    let highest = cells.iter().filter_map(|cell| cell.cpus.as_ref()?.iter().max()).max().unwrap_or(0);
    if highest >= domain.vcpus.maximum.unwrap_or(1) {
        return Err(internal("CPU IDs in <numa> exceed the <vcpu> count"));
    }
    Ok(())
}

/// A policy for a cell needs the cell.
fn policies_have_cells(domain: &Domain) -> Result<()> {
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    let policies = &domain.numa_tune.cells;
    if !policies.is_empty() && cells == 0 {
        return Err(contradiction("Element 'memnode' is invalid without any guest NUMA cells"));
    }
    if policies.iter().any(|policy| usize::try_from(policy.cell).is_ok_and(|cell| cell >= cells)) {
        return Err(contradiction(
            "Argument 'cellid' in memnode element must correspond to existing guest's NUMA cell",
        ));
    }
    Ok(())
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
