//! `-m`, the backends behind the guest's memory, NUMA.

use errors::{Code, Error, Result};
use model::memory::{MemoryAccess, MemoryAllocation, MemorySource};

use crate::build::Build;
use crate::machine::main_memory_id;
use crate::option::{Pairs, Props};

/// Writes how much memory there is, and what is behind it when it is in one piece.
pub(crate) fn memory(build: &mut Build<'_>) -> Result<()> {
    let memory = &build.guest.memory;
    let total = memory.total.ok_or_else(|| incomplete("memory"))?;
    let mut size = Pairs::headless().with("size", format!("{total}k"));
    if let Some(maximum) = memory.maximum {
        size = size
            .with("slots", memory.slots.unwrap_or_default().to_string())
            .with("maxmem", format!("{maximum}k"));
    }
    build.option("-m", size);
    if let Some(id) = main_memory_id(build) {
        let backend = backend(build, id, total);
        build.object(&backend);
    }
    Ok(())
}

fn incomplete(what: &str) -> Error {
    Error::new(Code::InternalError, errors::Domain::Qemu, format!("the definition has no {what}"))
}

/// The backend of a piece of the guest's memory of `kib` KiB.
fn backend(build: &Build<'_>, id: &str, kib: u64) -> Props {
    let backing = &build.guest.memory_backing;
    let shared = backing.access.map(|access| access == MemoryAccess::Shared);
    let main = main_memory_id(build) == Some(id);
    let mut props = match backing.source {
        Some(MemorySource::Memfd) => Props::new()
            .with("qom-type", "memory-backend-memfd")
            .with("id", id)
            .maybe("share", shared.filter(|shared| *shared)),
        Some(MemorySource::File) => Props::new()
            .with("qom-type", "memory-backend-file")
            .with("id", id)
            .with("mem-path", format!("{}/{id}", build.context.memory_dir))
            .with("share", shared.unwrap_or(false)),
        Some(MemorySource::Anonymous) | None => Props::new()
            .with("qom-type", "memory-backend-ram")
            .with("id", id)
            .maybe("share", shared.filter(|shared| *shared)),
    };
    let on_file = matches!(backing.source, Some(MemorySource::File | MemorySource::Memfd));
    if main
        && on_file
        && build.caps.has_property("memory-backend-file", "x-use-canonical-path-for-ramblock-id")
    {
        props = props.with("x-use-canonical-path-for-ramblock-id", false);
    }
    if backing.allocation == Some(MemoryAllocation::Immediate) {
        props = props.with("prealloc", true);
        props = props.maybe("prealloc-threads", backing.allocation_threads);
    }
    props.with("size", kib.saturating_mul(1024))
}

/// Whether the guest's memory may be swapped out.
pub(crate) fn locking(build: &mut Build<'_>) {
    let value = Pairs::headless().switch("mem-lock", build.guest.memory_backing.locked);
    build.option("-overcommit", value);
}

/// Writes the NUMA cells.
pub(crate) fn numa(build: &mut Build<'_>) -> Result<()> {
    let Some(numa) = build.guest.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()) else { return Ok(()) };
    for cell in &numa.cells {
        let id = format!("ram-node{}", cell.id);
        let backend = backend(build, &id, cell.memory);
        build.object(&backend);
        let mut node = Pairs::new("node").with("nodeid", cell.id.to_string());
        for (first, last) in cell.cpus.iter().flat_map(|cpus| cpus.ranges()) {
            let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
            node = node.with("cpus", range);
        }
        build.option("-numa", node.with("memdev", &id));
    }
    for cell in &numa.cells {
        for distance in &cell.distances {
            let dist = Pairs::new("dist")
                .with("src", cell.id.to_string())
                .with("dst", distance.id.to_string())
                .with("val", distance.value.to_string());
            build.option("-numa", dist);
        }
    }
    Ok(())
}
