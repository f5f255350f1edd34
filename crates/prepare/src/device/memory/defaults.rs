//! Which slot a memory module is in when its definition does not say.

use model::Domain;
use model::device::address::{Address, DimmAddress};
use model::device::memory::MemoryModel;

/// Writes down the slot of every module: the first free one.
pub(crate) fn complete(domain: &mut Domain) {
    for position in 0..domain.devices.memories.len() {
        let modules = &domain.devices.memories;
        let Some(module) = modules.get(position) else { break };
        let in_slot = matches!(module.model, MemoryModel::Dimm | MemoryModel::Nvdimm);
        let placed = match &module.info.address {
            Some(Address::Dimm(address)) => address.slot.is_some(),
            Some(_) => true,
            None => false,
        };
        if !in_slot || placed {
            continue;
        }
        let taken = |slot: u32| {
            modules.iter().any(|module| matches!(&module.info.address, Some(Address::Dimm(DimmAddress { slot: Some(there), .. })) if *there == slot))
        };
        let slot = (0..).find(|slot| !taken(*slot));
        if let Some(module) = domain.devices.memories.get_mut(position) {
            let base = match &module.info.address {
                Some(Address::Dimm(address)) => address.base,
                _ => None,
            };
            module.info.address = Some(Address::Dimm(DimmAddress { slot, base }));
        }
    }
}
