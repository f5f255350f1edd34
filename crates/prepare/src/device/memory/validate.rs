//! What a memory module must not be.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::memory::{MemoryDevice, MemoryModel};
use model::memory::MemoryAccess;

use crate::refusal::{contradiction, nonsense, plain, unsupported};

/// Checks each module, and that together they fit.
///
/// # Errors
/// `XmlDetail`, `XmlError` and `ConfigUnsupported`, for a module that cannot be had.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let modules = &domain.devices.memories;
    if !modules.is_empty() {
        room_is_left(domain)?;
    }
    for module in modules {
        makes_sense(domain, module)?;
    }
    slots_are_unique(modules)?;
    if modules.is_empty() {
        return Ok(());
    }
    for module in modules {
        can_be_had(domain, module, caps)?;
    }
    Ok(())
}

/// Rules of a module itself.
fn makes_sense(domain: &Domain, module: &MemoryDevice) -> Result<()> {
    let target = &module.target;
    let model = module.model;
    match model {
        MemoryModel::Nvdimm => {
            if module.source.path.is_none() {
                return Err(plain(format!("path is required for model '{model}'")));
            }
            if module.discard == Some(true) {
                return Err(nonsense("discard is not supported for nvdimms"));
            }
            let power = matches!(domain.os.arch.as_deref(), Some("ppc64" | "ppc64le"));
            if !power && module.uuid.is_some() {
                return Err(nonsense("UUID is not supported for NVDIMM device"));
            }
            if power && target.label_size.is_none() {
                return Err(contradiction("label size is required for NVDIMM device"));
            }
            if target.label_size.is_some_and(|label| label >= target.size) {
                return Err(contradiction("label size must be smaller than NVDIMM size"));
            }
        }
        MemoryModel::VirtioPmem => {
            if module.source.path.is_none() {
                return Err(plain(format!("path is required for model '{model}'")));
            }
            if module.source.pmem {
                return Err(nonsense("virtio-pmem does not support NVDIMM PMEM"));
            }
            if module.access == Some(MemoryAccess::Private) {
                return Err(nonsense("shared access mode required for virtio-pmem device"));
            }
            if target.node.is_some() {
                return Err(nonsense("virtio-pmem does not support NUMA nodes"));
            }
        }
        MemoryModel::VirtioMem => blocks_fit(module)?,
        MemoryModel::Dimm | MemoryModel::SgxEpc => {}
    }
    cell_is_there(domain, module)
}

/// A module that grows and shrinks does so in blocks.
fn blocks_fit(module: &MemoryDevice) -> Result<()> {
    let target = &module.target;
    let (requested, block) = (target.requested.unwrap_or(0), target.block_size.unwrap_or(0));
    if requested > target.size {
        let size = target.size;
        return Err(plain(format!("requested size must be smaller than or equal to @size ({size}KiB)")));
    }
    if !block.is_power_of_two() {
        return Err(plain("block size must be a power of two"));
    }
    if requested % block != 0 {
        return Err(plain("requested size must be an integer multiple of block size"));
    }
    Ok(())
}

fn cells(domain: &Domain) -> u64 {
    let cells = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).map_or(0, |numa| numa.cells.len());
    u64::try_from(cells).unwrap_or(u64::MAX)
}

fn cell_is_there(domain: &Domain, module: &MemoryDevice) -> Result<()> {
    let Some(node) = module.target.node else { return Ok(()) };
    let cells = cells(domain);
    if cells != 0 && u64::from(node) >= cells {
        return Err(plain(format!(
            "can't add memory backend for guest node '{node}' as the guest has only '{cells}' NUMA nodes configured"
        )));
    }
    Ok(())
}

fn slot(module: &MemoryDevice) -> Option<u32> {
    match &module.info.address {
        Some(Address::Dimm(address)) => address.slot,
        _ => None,
    }
}

fn slots_are_unique(modules: &[MemoryDevice]) -> Result<()> {
    for (position, module) in modules.iter().enumerate() {
        if let Some(taken) = slot(module)
            .filter(|slot| modules.iter().take(position).any(|earlier| self::slot(earlier) == Some(*slot)))
        {
            return Err(nonsense(format!(
                "memory device slot '{taken}' is already being used by another memory device"
            )));
        }
    }
    Ok(())
}

/// There is a limit, and slots below it.
fn room_is_left(domain: &Domain) -> Result<()> {
    if domain.memory.maximum.is_none() {
        return Err(unsupported("cannot use/hotplug a memory device when domain 'maxMemory' is not defined"));
    }
    Ok(())
}

fn can_be_had(domain: &Domain, module: &MemoryDevice, caps: &EmulatorCapabilities) -> Result<()> {
    let target = &module.target;
    let slots = domain.memory.slots.unwrap_or(0);
    if let Some(slot) = slot(module).filter(|slot| *slot >= slots) {
        return Err(unsupported(format!("memory device slot '{slot}' exceeds slots count '{slots}'")));
    }
    let in_cell = matches!(module.model, MemoryModel::Dimm | MemoryModel::Nvdimm | MemoryModel::VirtioMem);
    if in_cell && target.node.is_none() && cells(domain) != 0 {
        return Err(unsupported("target NUMA node needs to be specified for memory device"));
    }
    match module.model {
        MemoryModel::SgxEpc if caps.sgx.is_none() => {
            Err(unsupported("sgx epc isn't supported by this QEMU binary"))
        }
        MemoryModel::Nvdimm if !caps.has_device("nvdimm") => {
            Err(unsupported("nvdimm isn't supported by this QEMU binary"))
        }
        MemoryModel::VirtioPmem if !caps.has_device("virtio-pmem-pci") => {
            Err(unsupported("virtio-pmem isn't supported by this QEMU binary"))
        }
        MemoryModel::VirtioMem if !caps.has_device("virtio-mem-pci") => {
            Err(unsupported("virtio-mem isn't supported by this QEMU binary"))
        }
        _ => Ok(()),
    }
}

/// What there is no slot for.
pub(crate) fn no_slot() -> Error {
    Error::new(Code::InternalError, errors::Domain::Qemu, "failed to find an empty memory slot")
}
