//! What can be plugged where: the kinds of PCI connection a bus offers and a device needs.

/// A set of connection kinds and qualities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Connect(u16);

impl Connect {
    /// Nothing: the device has no place on a PCI bus.
    pub(crate) const NONE: Self = Self(0);
    /// Devices may come here (bus), or want to come (device), without having been told to.
    pub(crate) const AUTO: Self = Self(1);
    /// Functions of several devices may share a slot.
    pub(crate) const AGGREGATE: Self = Self(1 << 1);
    /// A conventional PCI endpoint.
    pub(crate) const PCI: Self = Self(1 << 2);
    /// A PCI Express endpoint.
    pub(crate) const PCIE: Self = Self(1 << 3);
    /// A pcie-root-port.
    pub(crate) const ROOT_PORT: Self = Self(1 << 4);
    /// A pcie-switch-upstream-port.
    pub(crate) const UPSTREAM: Self = Self(1 << 5);
    /// A pcie-switch-downstream-port.
    pub(crate) const DOWNSTREAM: Self = Self(1 << 6);
    /// A dmi-to-pci-bridge.
    pub(crate) const DMI_BRIDGE: Self = Self(1 << 7);
    /// A pci-expander-bus.
    pub(crate) const PCI_EXPANDER: Self = Self(1 << 8);
    /// A pcie-expander-bus.
    pub(crate) const PCIE_EXPANDER: Self = Self(1 << 9);
    /// A pci-bridge.
    pub(crate) const PCI_BRIDGE: Self = Self(1 << 10);
    /// A pcie-to-pci-bridge.
    pub(crate) const PCIE_TO_PCI: Self = Self(1 << 11);

    const ENDPOINTS: Self = Self::PCI.or(Self::PCIE);
    const QUALITIES: Self = Self::AUTO.or(Self::AGGREGATE);

    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same, for a device that is content with a bus where nothing else comes by itself.
    pub(crate) const fn without_auto(self) -> Self {
        self.without(Self::AUTO)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Is anything of the other in here?
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// No connection at all?
    pub(crate) const fn is_none(self) -> bool {
        self.without(Self::QUALITIES).0 == 0
    }

    /// May a device that needs `device` be put here by our own choice?
    pub(crate) const fn takes(self, device: Self) -> bool {
        !self.and(device).is_none() && (!device.has(Self::AUTO) || self.has(Self::AUTO))
    }

    /// May it stay here when the definition says so? A person may mix PCI and PCI Express endpoints,
    /// and use buses that are left alone otherwise.
    pub(crate) const fn tolerates(self, device: Self) -> bool {
        let bus = if self.has(Self::ENDPOINTS) { self.or(Self::ENDPOINTS) } else { self };
        !bus.and(device).is_none()
    }
}

/// The sort of bus that a PCI controller provides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BusKind {
    PciRoot,
    PcieRoot,
    PciBridge,
    DmiToPciBridge,
    PcieToPciBridge,
    PcieRootPort,
    SwitchUpstreamPort,
    SwitchDownstreamPort,
    PciExpander,
    PcieExpander,
}

impl BusKind {
    /// What can be plugged into a bus of this kind.
    pub(crate) const fn offers(self) -> Connect {
        type C = Connect;
        match self {
            Self::PciRoot => C::AUTO.or(C::PCI).or(C::PCI_BRIDGE).or(C::PCI_EXPANDER),
            Self::PciBridge | Self::PcieToPciBridge | Self::PciExpander => {
                C::AUTO.or(C::PCI).or(C::PCI_BRIDGE)
            }
            Self::DmiToPciBridge => C::PCI.or(C::PCI_BRIDGE),
            Self::PcieRoot => {
                C::PCIE.or(C::ROOT_PORT).or(C::DMI_BRIDGE).or(C::PCIE_TO_PCI).or(C::PCIE_EXPANDER)
            }
            Self::PcieRootPort | Self::SwitchDownstreamPort => {
                C::AUTO.or(C::PCIE).or(C::UPSTREAM).or(C::PCIE_TO_PCI)
            }
            Self::SwitchUpstreamPort => C::DOWNSTREAM,
            Self::PcieExpander => C::ROOT_PORT.or(C::DMI_BRIDGE),
        }
    }

    /// What the controller of this kind needs to be plugged into itself; nothing for a root.
    pub(crate) const fn needs(self) -> Connect {
        type C = Connect;
        match self {
            Self::PciRoot | Self::PcieRoot => C::NONE,
            Self::PciBridge => C::PCI_BRIDGE,
            Self::DmiToPciBridge => C::DMI_BRIDGE,
            Self::PcieToPciBridge => C::PCIE_TO_PCI.or(C::AUTO),
            Self::PcieRootPort => C::ROOT_PORT.or(C::AGGREGATE),
            Self::SwitchUpstreamPort => C::UPSTREAM.or(C::AUTO),
            Self::SwitchDownstreamPort => C::DOWNSTREAM,
            Self::PciExpander => C::PCI_EXPANDER,
            Self::PcieExpander => C::PCIE_EXPANDER,
        }
    }

    /// The first and the last slot that a device can have there.
    pub(crate) const fn slots(self) -> (u8, u8) {
        match self {
            Self::PciRoot | Self::PcieRoot | Self::PciBridge | Self::PcieToPciBridge => (1, 31),
            Self::PcieRootPort | Self::SwitchDownstreamPort => (0, 0),
            Self::DmiToPciBridge | Self::SwitchUpstreamPort | Self::PciExpander | Self::PcieExpander => {
                (0, 31)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_go_where() {
        let pci = Connect::PCI.or(Connect::AUTO);
        let pcie = Connect::PCIE.or(Connect::AUTO);
        let cases = [
            (BusKind::PciRoot, pci, true, true),
            (BusKind::PciRoot, pcie, false, true),
            (BusKind::PcieRoot, pcie, false, true),
            (BusKind::PcieRootPort, pcie, true, true),
            (BusKind::PcieRootPort, pci, false, true),
            (BusKind::DmiToPciBridge, pci, false, true),
            (BusKind::PcieToPciBridge, pci, true, true),
            (BusKind::PcieRoot, BusKind::PcieRootPort.needs(), true, true),
            (BusKind::PcieRootPort, BusKind::PcieRootPort.needs(), false, false),
            (BusKind::SwitchUpstreamPort, pci, false, false),
        ];
        for (bus, device, by_choice, by_order) in cases {
            assert_eq!(
                (bus.offers().takes(device), bus.offers().tolerates(device)),
                (by_choice, by_order),
                "{bus:?} {device:?}"
            );
        }
    }
}
