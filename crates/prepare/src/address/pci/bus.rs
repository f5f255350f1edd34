//! One PCI bus: which functions of which slots are taken.

use super::connect::{BusKind, Connect};

/// Functions in a slot.
pub(crate) const FUNCTIONS: u8 = 8;

/// One PCI bus of the guest while addresses are being assigned.
#[derive(Debug, Clone)]
pub(crate) struct Bus {
    pub(crate) kind: BusKind,
    slots: [Slot; 32],
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// One bit per function in use.
    functions: u8,
    /// All that is here may share the slot.
    aggregate: bool,
}

impl Bus {
    pub(crate) fn new(kind: BusKind) -> Self {
        Self { kind, slots: [Slot::default(); 32] }
    }

    /// Is anything in the slot?
    pub(crate) fn slot_in_use(&self, slot: u8) -> bool {
        self.slots.get(usize::from(slot)).is_some_and(|slot| slot.functions != 0)
    }

    /// Is any function other than the first in use?
    pub(crate) fn is_multifunction(&self, slot: u8) -> bool {
        self.slots.get(usize::from(slot)).is_some_and(|slot| slot.functions > 1)
    }

    /// Is this function in use?
    pub(crate) fn in_use(&self, slot: u8, function: u8) -> bool {
        self.slots
            .get(usize::from(slot))
            .is_some_and(|slot| slot.functions & (1 << (function % FUNCTIONS)) != 0)
    }

    /// Takes a function of a slot for a device.
    pub(crate) fn take(&mut self, slot: u8, function: u8, device: Connect) {
        if let Some(slot) = self.slots.get_mut(usize::from(slot)) {
            let shares = device.has(Connect::AGGREGATE);
            slot.aggregate = shares && (slot.functions == 0 || slot.aggregate);
            slot.functions |= 1 << (function % FUNCTIONS);
        }
    }

    /// The first place for a device: an empty slot, or a free function next to others that share
    /// one. `function` is the one it has to have, if that matters.
    pub(crate) fn free_place(&self, device: Connect, function: Option<u8>) -> Option<(u8, u8)> {
        if !self.kind.offers().takes(device) {
            return None;
        }
        let (first, last) = self.kind.slots();
        (first..=last).find_map(|number| {
            let slot = self.slots.get(usize::from(number))?;
            if slot.functions == 0 {
                return Some((number, function.unwrap_or(0)));
            }
            if !(device.has(Connect::AGGREGATE) && slot.aggregate) {
                return None;
            }
            let free = |function: &u8| slot.functions & (1 << function) == 0;
            let found = match function {
                Some(wanted) => Some(wanted).filter(free),
                None => (0..FUNCTIONS).find(free),
            };
            found.map(|function| (number, function))
        })
    }
}
