//! `-device pc-dimm` and its like, each with what is behind it.

use errors::Result;
use model::device::memory::{MemoryDevice, MemoryModel};
use model::memory::MemoryAccess;

use crate::address::{alias, place};
use crate::build::Build;
use crate::memory_backend::{Piece, backend, declare};
use crate::option::{Pairs, Props};

/// Writes the memory modules.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.memories.iter().try_for_each(|module| one(build, module))
}

/// Writes a memory module.
pub(crate) fn one(build: &mut Build<'_>, module: &MemoryDevice) -> Result<()> {
    let id = alias(&module.info)?;
    let memory = backend_id(id);
    let source = &module.source;
    let piece = Piece {
        // What outlives the guest is shared with its file.
        access: if module.model == MemoryModel::VirtioPmem {
            Some(MemoryAccess::Shared)
        } else {
            module.access
        },
        page_size: source.page_size,
        sparse: module.model == MemoryModel::VirtioMem,
        enclave: module.model == MemoryModel::SgxEpc,
        nodes: source.nodemask.as_ref(),
        cell: module.target.node,
        discard: module.discard,
        file: source.path.as_deref().map(|path| (path, module.model == MemoryModel::Nvdimm)),
        name: Some(id),
        align: source.align_size,
        pmem: source.pmem,
        readonly: module.target.readonly && module.model == MemoryModel::VirtioPmem,
        ..Piece::new(&memory, module.target.size)
    };
    let backend = backend(build, &piece)?;
    declare(build, backend);
    // Enclaves are memory of the board.
    if let Some(props) = device(module, &memory, id) {
        let props = props.and(place(build.guest, &module.info)?);
        build.device(props);
    }
    Ok(())
}

/// The id of what is behind a module.
fn backend_id(alias: &str) -> String {
    format!("mem{alias}")
}

fn bytes(kib: Option<u64>) -> Option<u64> {
    kib.map(|kib| kib.saturating_mul(1024))
}

fn device(module: &MemoryDevice, memory: &str, id: &str) -> Option<Props> {
    let driver = match module.model {
        MemoryModel::Dimm => "pc-dimm",
        MemoryModel::Nvdimm => "nvdimm",
        MemoryModel::VirtioPmem => "virtio-pmem-pci",
        MemoryModel::VirtioMem => "virtio-mem-pci",
        MemoryModel::SgxEpc => return None,
    };
    let target = &module.target;
    let nvdimm = module.model == MemoryModel::Nvdimm;
    Some(
        Props::new()
            .with("driver", driver)
            .maybe("node", target.node)
            .maybe("label-size", bytes(target.label_size).filter(|size| *size != 0))
            .maybe("block-size", bytes(target.block_size).filter(|size| *size != 0))
            .maybe("requested-size", bytes(target.requested).filter(|size| *size != 0))
            .maybe("uuid", module.uuid.map(|uuid| uuid.to_string()))
            .maybe("unarmed", (nvdimm && target.readonly).then_some(true))
            .with("memdev", memory)
            .maybe("memaddr", target.address.filter(|address| *address != 0))
            .maybe("dynamic-memslots", target.dynamic_memslots.filter(|on| *on))
            .with("id", id),
    )
}

/// What the board has to know of modules: that some keep what is in them, which are enclaves.
pub(crate) fn board(build: &Build<'_>, mut machine: Pairs) -> Pairs {
    let modules = &build.guest.devices.memories;
    if modules.iter().any(|module| module.model == MemoryModel::Nvdimm) {
        machine = machine.with("nvdimm", "on");
    }
    let enclaves = modules.iter().filter(|module| module.model == MemoryModel::SgxEpc);
    for (number, module) in enclaves.enumerate() {
        let id = module.info.alias.as_deref().unwrap_or_default();
        machine = machine.with(&format!("sgx-epc.{number}.memdev"), backend_id(id));
        if let Some(node) = module.target.node {
            machine = machine.with(&format!("sgx-epc.{number}.node"), node.to_string());
        }
    }
    machine
}
