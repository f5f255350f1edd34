//! Which host nodes memory comes from.

use model::Domain;
use model::cpu::{Distance, NumaCell};
use model::device::memory::MemoryModel;
use model::domain::Placement;
use model::memory::{NumaMode, NumaPolicy};

/// Writes down who chooses the nodes. A guest whose CPUs are placed by the host has its memory placed by the
/// host too.
pub(super) fn complete(domain: &mut Domain) {
    only_cell(domain);
    rest_of_cpus(domain);
    distances(domain);
    let automatic = domain.vcpus.placement == Some(Placement::Auto) && domain.vcpus.cpuset.is_none();
    let tune = &mut domain.numa_tune;
    if automatic && tune.memory.is_none() && tune.cells.is_empty() {
        tune.memory = Some(NumaPolicy { mode: None, placement: None, nodeset: None });
    }
    let Some(policy) = &mut tune.memory else { return };
    let _ = policy.mode.get_or_insert(NumaMode::Strict);
    let placement = if policy.nodeset.is_some() || !automatic { Placement::Static } else { Placement::Auto };
    if *policy.placement.get_or_insert(placement) == Placement::Auto {
        policy.nodeset = None;
    }
}

/// Except on POWER memory can be added to cells only: a guest that has none gets one for all of it.
fn only_cell(domain: &mut Domain) {
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    let power = matches!(domain.os.arch.as_deref(), Some("ppc64" | "ppc64le"));
    if domain.memory.maximum.is_none() || cells != 0 || power {
        return;
    }
    let modules: u64 = domain.devices.memories.iter().map(|module| module.target.size).sum();
    let memory = domain.memory.total.unwrap_or_default().saturating_sub(modules);
    let last = domain.vcpus.maximum.unwrap_or(1).saturating_sub(1);
    let cell = NumaCell { cpus: Some((0..=last).collect()), memory, ..NumaCell::default() };
    domain.cpu.get_or_insert_default().numa.get_or_insert_default().cells.push(cell);
    for module in &mut domain.devices.memories {
        if matches!(module.model, MemoryModel::Dimm | MemoryModel::Nvdimm | MemoryModel::VirtioMem) {
            let _ = module.target.node.get_or_insert(0);
        }
    }
}

/// CPUs that are in no cell are in the first.
fn rest_of_cpus(domain: &mut Domain) {
    let maximum = domain.vcpus.maximum.unwrap_or(1);
    let Some(numa) = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut()) else { return };
    let placed =
        |cpu: &u32| numa.cells.iter().any(|cell| cell.cpus.as_ref().is_some_and(|cpus| cpus.contains(*cpu)));
    let rest: Vec<u32> = (0..maximum).filter(|cpu| !placed(cpu)).collect();
    if let Some(first) = numa.cells.first_mut().filter(|_| !rest.is_empty()) {
        let own = first.cpus.iter().flat_map(|cpus| cpus.iter()).collect::<Vec<_>>();
        first.cpus = Some(own.into_iter().chain(rest).collect());
    }
}

/// The distance of a cell to itself.
const NEAR: u32 = 10;

/// The distance to a cell for which none is given.
const FAR: u32 = 20;

/// As soon as one distance is given, all are written down: the way back is as long as the way there.
fn distances(domain: &mut Domain) {
    let Some(numa) = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut()) else { return };
    if numa.cells.iter().all(|cell| cell.distances.is_empty()) {
        return;
    }
    let given: Vec<(u32, Vec<Distance>)> =
        numa.cells.iter().map(|cell| (cell.id, cell.distances.clone())).collect();
    let lookup = |from: u32, to: u32| {
        let (_, distances) = given.iter().find(|(id, _)| *id == from)?;
        distances.iter().find(|distance| distance.id == to).map(|distance| distance.value)
    };
    for cell in &mut numa.cells {
        let distance = |to: u32| {
            let default = if to == cell.id { NEAR } else { FAR };
            let value = lookup(cell.id, to).or_else(|| lookup(to, cell.id)).unwrap_or(default);
            Distance { id: to, value }
        };
        cell.distances = given.iter().map(|(to, _)| distance(*to)).collect();
    }
}
