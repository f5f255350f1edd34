//! Which slot a memory module is in when its definition does not say.

use errors::Result;
use model::Domain;
use model::device::address::{Address, DimmAddress};
use model::device::memory::MemoryModel;
use model::memory::MemoryAccess;

use super::validate::no_slot;

/// Writes down the slot of every module, the first free one, and what else follows from its model.
///
/// # Errors
/// `InternalError` when no slot is free.
pub(crate) fn complete(domain: &mut Domain) -> Result<()> {
    what_models_imply(domain);
    for position in 0..domain.devices.memories.len() {
        let modules = &domain.devices.memories;
        let Some(module) = modules.get(position) else { break };
        let in_slot = matches!(module.model, MemoryModel::Dimm | MemoryModel::Nvdimm);
        let placed = match &module.info.address {
            Some(Address::Dimm(address)) => address.slot.is_some(),
            // Whatever else is said of its place.
            _ => false,
        };
        if !in_slot || placed {
            continue;
        }
        let taken = |slot: u32| {
            modules.iter().any(|module| matches!(&module.info.address, Some(Address::Dimm(DimmAddress { slot: Some(there), .. })) if *there == slot))
        };
        let slots = domain.memory.slots.filter(|_| domain.memory.maximum.is_some()).unwrap_or(u32::MAX);
        let slot = Some((0..slots).find(|slot| !taken(*slot)).ok_or_else(no_slot)?);
        if let Some(module) = domain.devices.memories.get_mut(position) {
            let base = match &module.info.address {
                Some(Address::Dimm(address)) => address.base,
                _ => None,
            };
            module.info.address = Some(Address::Dimm(DimmAddress { slot, base }));
        }
    }
    Ok(())
}

/// What outlives the guest is shared with its file.
fn what_models_imply(domain: &mut Domain) {
    for module in &mut domain.devices.memories {
        if module.model == MemoryModel::VirtioPmem {
            let _ = module.access.get_or_insert(MemoryAccess::Shared);
        }
    }
}
