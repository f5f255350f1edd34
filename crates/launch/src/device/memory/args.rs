//! `-device pc-dimm` and its like, each with what is behind it.

use errors::{Code, Error, Result};
use model::device::memory::{MemoryDevice, MemoryModel};

use crate::address::{alias, place};
use crate::build::Build;
use crate::memory_backend::{Piece, backend, declare};
use crate::option::Props;

/// Writes the memory modules.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.memories.iter().try_for_each(|module| one(build, module))
}

/// Writes a memory module.
pub(crate) fn one(build: &mut Build<'_>, module: &MemoryDevice) -> Result<()> {
    let id = alias(&module.info)?;
    let memory = format!("mem{id}");
    let piece = Piece {
        access: module.access,
        page_size: module.source.page_size,
        nodes: module.source.nodemask.as_ref(),
        ..Piece::new(&memory, module.target.size)
    };
    let backend = backend(build, &piece)?;
    declare(build, backend);
    let props = device(module, &memory, id)?.and(place(build.guest, &module.info)?);
    build.device(props);
    Ok(())
}

fn device(module: &MemoryDevice, memory: &str, id: &str) -> Result<Props> {
    let driver = match module.model {
        MemoryModel::Dimm => "pc-dimm",
        MemoryModel::Nvdimm | MemoryModel::VirtioPmem | MemoryModel::VirtioMem | MemoryModel::SgxEpc => {
            let model = module.model;
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                format!("memory of model '{model}' is not supported yet"),
            ));
        }
    };
    Ok(Props::new()
        .with("driver", driver)
        .maybe("node", module.target.node)
        .with("memdev", memory)
        .with("id", id))
}
