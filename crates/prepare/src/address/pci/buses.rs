//! All PCI buses of a guest: taking places on them, and growing when there is none left.

use errors::Error;

use super::bus::Bus;
use super::connect::{BusKind, Connect};

/// A place on the guest's PCI topology. Everything is in PCI domain 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Index of the bus: that of the PCI controller which provides it.
    pub(crate) bus: u32,
    pub(crate) slot: u8,
    pub(crate) function: u8,
}

/// Buses have one byte.
const MOST: usize = 256;

/// The buses, by index.
#[derive(Debug, Clone)]
pub(crate) struct Buses {
    buses: Vec<Bus>,
    /// pcie-to-pci-bridge where the emulator has it, else dmi-to-pci-bridge.
    legacy_bridge: BusKind,
    /// More buses come from more roots (POWER), not from bridges.
    many_roots: bool,
}

impl Buses {
    /// A topology that starts with the root.
    pub(crate) fn new(root: BusKind, legacy_bridge: BusKind, many_roots: bool) -> Self {
        Self { buses: vec![Bus::new(root)], legacy_bridge, many_roots }
    }

    /// How many buses there are.
    pub(crate) fn len(&self) -> usize {
        self.buses.len()
    }

    /// What sort of bus is at the index.
    pub(crate) fn kind(&self, index: usize) -> Option<BusKind> {
        self.buses.get(index).map(|bus| bus.kind)
    }

    /// Says what sort of bus is at an index of the definition; what is in between becomes the kind
    /// that extends this topology.
    pub(crate) fn define(&mut self, index: usize, kind: BusKind) {
        let filler = self.filler();
        while self.buses.len() <= index {
            self.buses.push(Bus::new(filler));
        }
        if let Some(bus) = self.buses.get_mut(index) {
            bus.kind = kind;
        }
    }

    /// Adds buses until there is one of that index: a definition may place devices on buses that it does not name.
    pub(crate) fn extend_to(&mut self, index: usize) {
        let filler = self.filler();
        while self.buses.len() <= index && index < MOST {
            self.buses.push(Bus::new(filler));
        }
    }

    fn filler(&self) -> BusKind {
        match self.kind(0) {
            Some(BusKind::PcieRoot) => BusKind::PcieRootPort,
            _ if self.many_roots => BusKind::PciRoot,
            _ => BusKind::PciBridge,
        }
    }

    /// Is anything in this slot?
    pub(crate) fn slot_in_use(&self, bus: u32, slot: u8) -> bool {
        self.buses.get(bus as usize).is_some_and(|bus| bus.slot_in_use(slot))
    }

    /// Is more than function 0 of this slot in use?
    pub(crate) fn is_multifunction(&self, bus: u32, slot: u8) -> bool {
        self.buses.get(bus as usize).is_some_and(|bus| bus.is_multifunction(slot))
    }

    /// Is there a slot left on the root for one more device of this kind?
    pub(crate) fn has_room(&self, device: Connect) -> bool {
        self.buses.iter().any(|bus| bus.free_place(device, None).is_some())
    }

    /// Takes a place that the definition names.
    ///
    /// # Errors
    /// `XmlError` when the place does not exist, when the device cannot be there, or when the place is taken.
    pub(crate) fn take(&mut self, place: Place, device: Connect) -> Result<(), Error> {
        let name = format!("0000:{:02x}:{:02x}.{:x}", place.bus, place.slot, place.function);
        let last_bus = self.buses.len().saturating_sub(1);
        let Some(bus) = self.buses.get_mut(place.bus as usize) else {
            return Err(refusal(format!(
                "Invalid PCI address {name}. Only PCI buses up to {last_bus} are available"
            )));
        };
        let (first, last) = bus.kind.slots();
        if place.slot < first {
            return Err(refusal(format!("Invalid PCI address {name}. slot must be >= {first}")));
        }
        if place.slot > last {
            return Err(refusal(format!("Invalid PCI address {name}. slot must be <= {last}")));
        }
        if !bus.kind.offers().tolerates(device) {
            return Err(misplaced(&name, device, place.bus));
        }
        if bus.in_use(place.slot, place.function) {
            return Err(refusal(format!("Attempted double use of PCI Address {name}")));
        }
        bus.take(place.slot, place.function, device);
        Ok(())
    }

    /// Finds and takes the next free place for a device, adding buses when there is none.
    /// `function` is the function it has to have, if that matters.
    ///
    /// # Errors
    /// `InternalError` when no bus for such a device can be added.
    pub(crate) fn take_next(&mut self, device: Connect, function: Option<u8>) -> Result<Place, Error> {
        let mut start = 0;
        loop {
            for index in start..self.buses.len() {
                let Some(bus) = self.buses.get_mut(index) else { break };
                if let Some((slot, function)) = bus.free_place(device, function) {
                    bus.take(slot, function, device);
                    return Ok(Place { bus: u32::try_from(index).unwrap_or(u32::MAX), slot, function });
                }
            }
            if start == self.buses.len() {
                return Err(refusal("No more available PCI slots".to_owned()));
            }
            start = self.buses.len();
            self.grow(device)?;
        }
    }

    /// Takes the next free place on the buses that are there.
    ///
    /// # Errors
    /// `InternalError` when there is none.
    pub(crate) fn take_free(&mut self, device: Connect) -> Result<Place, Error> {
        for (index, bus) in self.buses.iter_mut().enumerate() {
            if let Some((slot, function)) = bus.free_place(device, None) {
                bus.take(slot, function, device);
                return Ok(Place { bus: u32::try_from(index).unwrap_or(u32::MAX), slot, function });
            }
        }
        let detail = "No more available PCI slots";
        Err(Error::new(errors::Code::InternalError, errors::Domain::Domain, detail))
    }

    /// Adds the buses that a device of this kind needs.
    fn grow(&mut self, device: Connect) -> Result<(), Error> {
        if device.has(Connect::PCI.or(Connect::PCI_BRIDGE)) {
            if self.many_roots {
                self.buses.push(Bus::new(BusKind::PciRoot));
            } else if self.buses.iter().any(|bus| bus.kind.offers().has(Connect::PCI_BRIDGE)) {
                self.buses.push(Bus::new(BusKind::PciBridge));
            } else {
                if self.legacy_bridge == BusKind::PcieToPciBridge
                    && !self.has_room(self.legacy_bridge.needs())
                {
                    self.buses.push(Bus::new(BusKind::PcieRootPort));
                }
                self.buses.push(Bus::new(self.legacy_bridge));
            }
        } else if device.has(Connect::PCIE.or(Connect::UPSTREAM).or(Connect::PCIE_TO_PCI))
            && self.kind(0) == Some(BusKind::PcieRoot)
        {
            self.buses.push(Bus::new(BusKind::PcieRootPort));
        } else {
            return Err(Error::new(
                errors::Code::InternalError,
                errors::Domain::None,
                format!("Cannot automatically add a new PCI bus for a device with connect flags {device:?}"),
            ));
        }
        Ok(())
    }
}

fn refusal(detail: String) -> Error {
    Error::new(errors::Code::XmlError, errors::Domain::Domain, detail)
}

/// The device cannot be on that bus: says what it would need.
fn misplaced(name: &str, device: Connect, bus: u32) -> Error {
    let wanted = [
        (Connect::ROOT_PORT, "a pcie-root-port"),
        (Connect::UPSTREAM, "a pcie-switch-upstream-port"),
        (Connect::DOWNSTREAM, "a pcie-switch-downstream-port"),
        (Connect::DMI_BRIDGE, "a dmi-to-pci-bridge"),
        (Connect::PCIE_TO_PCI, "a pcie-to-pci-bridge"),
        (Connect::PCI_EXPANDER, "a pci-expander-bus"),
        (Connect::PCIE_EXPANDER, "a pcie-expander-bus"),
        (Connect::PCI_BRIDGE, "a pci-bridge"),
        (Connect::PCIE, "a PCI Express device"),
        (Connect::PCI, "a standard PCI device"),
    ];
    let wanted = wanted
        .into_iter()
        .find(|(connect, _)| device.has(*connect))
        .map_or("such a device", |(_, text)| text);
    refusal(format!(
        "The device at PCI address {name} cannot be plugged into the PCI controller with index='{bus}'. It requires a controller that accepts {wanted}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PCI: Connect = Connect::PCI.or(Connect::AUTO);
    const PCIE: Connect = Connect::PCIE.or(Connect::AUTO);

    fn place(bus: u32, slot: u8, function: u8) -> Place {
        Place { bus, slot, function }
    }

    #[test]
    fn express_devices_get_a_port_each() {
        let mut buses = Buses::new(BusKind::PcieRoot, BusKind::PcieToPciBridge, false);
        assert_eq!(buses.take_next(PCIE, None).unwrap(), place(1, 0, 0));
        assert_eq!(buses.take_next(PCIE, None).unwrap(), place(2, 0, 0));
        assert_eq!(buses.kind(2), Some(BusKind::PcieRootPort));
    }

    #[test]
    fn conventional_devices_share_a_bridge_behind_a_port() {
        let mut buses = Buses::new(BusKind::PcieRoot, BusKind::PcieToPciBridge, false);
        assert_eq!(buses.take_next(PCI, None).unwrap(), place(2, 1, 0));
        assert_eq!(buses.take_next(PCI, None).unwrap(), place(2, 2, 0));
        let kinds: Vec<_> = (0..3).filter_map(|index| buses.kind(index)).collect();
        assert_eq!(kinds, [BusKind::PcieRoot, BusKind::PcieRootPort, BusKind::PcieToPciBridge]);
    }

    #[test]
    fn ports_share_slots_and_nothing_else_does() {
        let mut buses = Buses::new(BusKind::PcieRoot, BusKind::PcieToPciBridge, false);
        let port = BusKind::PcieRootPort.needs();
        for function in 0..8 {
            assert_eq!(buses.take_next(port, None).unwrap(), place(0, 1, function));
        }
        assert_eq!(buses.take_next(port, None).unwrap(), place(0, 2, 0));
        assert!(buses.is_multifunction(0, 1) && !buses.is_multifunction(0, 2));
        let mut buses = Buses::new(BusKind::PciRoot, BusKind::PciBridge, false);
        assert_eq!(buses.take_next(PCI, None).unwrap(), place(0, 1, 0));
        assert_eq!(buses.take_next(PCI, None).unwrap(), place(0, 2, 0));
    }

    #[test]
    fn a_full_conventional_bus_is_extended_by_a_bridge() {
        let mut buses = Buses::new(BusKind::PciRoot, BusKind::PciBridge, false);
        for slot in 1..=31 {
            assert_eq!(buses.take_next(PCI, None).unwrap(), place(0, slot, 0));
        }
        assert_eq!(buses.take_next(PCI, None).unwrap(), place(1, 1, 0));
    }

    #[test]
    fn places_that_cannot_be_had_are_refused_by_name() {
        let mut buses = Buses::new(BusKind::PciRoot, BusKind::PciBridge, false);
        buses.take(place(0, 4, 0), PCI).unwrap();
        for (place, device, text) in [
            (place(0, 4, 0), PCI, "Attempted double use of PCI Address 0000:00:04.0"),
            (place(0, 0, 0), PCI, "Invalid PCI address 0000:00:00.0. slot must be >= 1"),
            (place(0, 32, 0), PCI, "Invalid PCI address 0000:00:20.0. slot must be <= 31"),
            (place(3, 1, 0), PCI, "Invalid PCI address 0000:03:01.0. Only PCI buses up to 0 are available"),
            (
                place(0, 5, 0),
                BusKind::PcieRootPort.needs(),
                "The device at PCI address 0000:00:05.0 cannot be plugged into the PCI controller with index='0'. \
                 It requires a controller that accepts a pcie-root-port.",
            ),
        ] {
            let error = buses.take(place, device).unwrap_err();
            assert_eq!(error.message, format!("XML error: {text}"));
        }
        // A person may put an Express device onto a conventional bus.
        buses.take(place(0, 6, 0), PCIE).unwrap();
    }
}
