//! Where a smart card is when its definition does not say.

use model::Domain;
use model::device::address::{Address, CcidAddress};

/// Writes down the slot: the first of the first reader that is free.
pub(crate) fn complete(domain: &mut Domain) {
    for position in 0..domain.devices.smartcards.len() {
        let cards = &domain.devices.smartcards;
        if cards.get(position).is_none_or(|card| card.info.address.is_some()) {
            continue;
        }
        let taken = |slot| {
            let place = Some(Address::Ccid(CcidAddress { controller: 0, slot }));
            cards.iter().any(|card| card.info.address == place)
        };
        let slot = (0..).find(|slot| !taken(*slot)).unwrap_or_default();
        if let Some(card) = domain.devices.smartcards.get_mut(position) {
            card.info.address = Some(Address::Ccid(CcidAddress { controller: 0, slot }));
        }
    }
}
