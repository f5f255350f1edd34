//! `-numa`: cells, distances, latencies.

use errors::Result;
use model::cpu::{AccessType, CacheAssociativity, CachePolicy, Interconnect, Measure, Numa, NumaCell};

use crate::build::Build;
use crate::memory_backend::{Piece, backend, declare};
use crate::option::Pairs;

/// Writes the NUMA cells and what lies between them.
pub(crate) fn numa(build: &mut Build<'_>) -> Result<()> {
    let Some(numa) = build.guest.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()) else { return Ok(()) };
    let described = describes_latencies(numa);
    let mut cells = Vec::new();
    let mut plain = true;
    for cell in &numa.cells {
        let id = format!("ram-node{}", cell.id);
        let piece = Piece {
            cell: Some(cell.id),
            access: cell.access,
            discard: cell.discard,
            ..Piece::new(&id, cell.memory)
        };
        let backend = backend(build, &piece)?;
        plain &= backend.plain;
        cells.push((cell, id, backend));
    }
    // Older boards count a cell's memory without a backend, and must go on doing so.
    let counted = plain && build.machine().is_some_and(|machine| machine.numa_mem_supported);
    for (cell, id, backend) in cells {
        if !counted && cell.memory > 0 {
            declare(build, backend);
        }
        let mut node = Pairs::new("node").with("nodeid", cell.id.to_string());
        for (first, last) in cell.cpus.iter().flat_map(|cpus| cpus.ranges()) {
            node =
                node.with("cpus", if first == last { first.to_string() } else { format!("{first}-{last}") });
        }
        if described {
            node = node.maybe("initiator", initiator(numa, cell).map(|cell| cell.to_string()));
        }
        if counted {
            node = node.with("mem", (cell.memory / 1024).to_string());
        } else if cell.memory > 0 {
            node = node.with("memdev", id);
        }
        build.option("-numa", node);
    }
    distances(build, numa);
    for link in &numa.interconnects {
        build.option("-numa", interconnect(link));
    }
    for cell in &numa.cells {
        for cache in &cell.caches {
            let associativity = match cache.associativity {
                CacheAssociativity::None => "none",
                CacheAssociativity::Direct => "direct",
                CacheAssociativity::Full => "complex",
            };
            let policy = match cache.policy {
                CachePolicy::None => "none",
                CachePolicy::Writeback => "write-back",
                CachePolicy::Writethrough => "write-through",
            };
            let value = Pairs::new("hmat-cache")
                .with("node-id", cell.id.to_string())
                .with("size", format!("{}K", cache.size))
                .with("level", cache.level.to_string())
                .with("associativity", associativity)
                .with("policy", policy)
                .with("line", cache.line.to_string());
            build.option("-numa", value);
        }
    }
    Ok(())
}

/// Does the definition describe caches or latencies? Then the board gets a table of them.
pub(crate) fn describes_latencies(numa: &Numa) -> bool {
    !numa.interconnects.is_empty() || numa.cells.iter().any(|cell| !cell.caches.is_empty())
}

/// The cell whose CPUs reach this one's memory best: itself if it has CPUs, else that of the lowest
/// latency or the highest bandwidth, else the first with CPUs.
fn initiator(numa: &Numa, cell: &NumaCell) -> Option<u32> {
    if cell.cpus.is_some() {
        return Some(cell.id);
    }
    let best =
        numa.interconnects.iter().filter(|link| link.target == cell.id && link.cache.is_none()).min_by_key(
            |link| match link.measure {
                Measure::Latency(value) => (0, value),
                Measure::Bandwidth(value) => (1, u64::MAX - value),
            },
        );
    best.map(|link| link.initiator)
        .or_else(|| numa.cells.iter().find(|cell| cell.cpus.is_some()).map(|cell| cell.id))
}

/// Distances, both ways, as soon as one is given.
fn distances(build: &mut Build<'_>, numa: &Numa) {
    let given = |from: &NumaCell, to: u32| {
        from.distances.iter().find(|distance| distance.id == to).map(|distance| distance.value)
    };
    if numa.cells.iter().all(|cell| cell.distances.is_empty()) {
        return;
    }
    for from in &numa.cells {
        for to in &numa.cells {
            let default = if from.id == to.id { 10 } else { 20 };
            let value = given(from, to.id).or_else(|| given(to, from.id)).unwrap_or(default);
            let value = Pairs::new("dist")
                .with("src", from.id.to_string())
                .with("dst", to.id.to_string())
                .with("val", value.to_string());
            build.option("-numa", value);
        }
    }
}

fn interconnect(link: &Interconnect) -> Pairs {
    let hierarchy = match link.cache {
        None => "memory",
        Some(1) => "first-level",
        Some(2) => "second-level",
        Some(_) => "third-level",
    };
    let access = match link.access {
        AccessType::Access => "access",
        AccessType::Read => "read",
        AccessType::Write => "write",
    };
    let value = Pairs::new("hmat-lb")
        .with("initiator", link.initiator.to_string())
        .with("target", link.target.to_string())
        .with("hierarchy", hierarchy);
    match link.measure {
        Measure::Latency(nanoseconds) => {
            value.with("data-type", format!("{access}-latency")).with("latency", nanoseconds.to_string())
        }
        Measure::Bandwidth(kib) => {
            value.with("data-type", format!("{access}-bandwidth")).with("bandwidth", format!("{kib}K"))
        }
    }
}
