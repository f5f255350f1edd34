//! `-m`: how much memory there is.

use errors::{Code, Error, Result};
use model::Domain;

use crate::build::Build;
use crate::machine::main_memory_id;
use crate::memory_backend::{Piece, backend, declare};
use crate::option::Pairs;

/// Writes how much memory there is, and what is behind it when it is in one piece.
pub(crate) fn memory(build: &mut Build<'_>) -> Result<()> {
    let memory = &build.guest.memory;
    let initial = initial(build.guest)?;
    let mut size = Pairs::headless().with("size", format!("{initial}k"));
    if let Some(maximum) = memory.maximum {
        size = size
            .maybe("slots", memory.slots.filter(|slots| *slots != 0).map(|slots| slots.to_string()))
            .with("maxmem", format!("{maximum}k"));
    }
    build.option("-m", size);
    if let Some(id) = main_memory_id(build) {
        let piece = Piece { main: true, ..Piece::new(id, initial) };
        let backend = backend(build, &piece)?;
        declare(build, backend);
    }
    Ok(())
}

/// The memory that is there from the beginning, in KiB: modules are told separately.
fn initial(guest: &Domain) -> Result<u64> {
    if let Some(numa) = guest.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref())
        && !numa.cells.is_empty()
    {
        return Ok(numa.cells.iter().map(|cell| cell.memory).sum());
    }
    let modules: u64 = guest.devices.memories.iter().map(|module| module.target.size).sum();
    let total = guest.memory.total.ok_or_else(|| {
        Error::new(Code::InternalError, errors::Domain::Qemu, "the definition says nothing about memory")
    })?;
    Ok(total.saturating_sub(modules))
}

/// Whether the guest's memory may be swapped out.
pub(crate) fn locking(build: &mut Build<'_>) {
    let value = Pairs::headless().switch("mem-lock", build.guest.memory_backing.locked);
    build.option("-overcommit", value);
}
