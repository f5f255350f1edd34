//! Addresses of every kind of bus.

/// Where a device sits. What is not given is 0, except where `Option` says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// `type='pci'`; `None` asks for any PCI address.
    Pci(Option<PciAddress>),
    /// `type='drive'`.
    Drive(DriveAddress),
    /// `type='virtio-serial'`.
    VirtioSerial(VirtioSerialAddress),
    /// `type='ccid'`.
    Ccid(CcidAddress),
    /// `type='usb'`.
    Usb(UsbAddress),
    /// `type='spapr-vio'`.
    SpaprVio {
        /// The register; `None` for any.
        reg: Option<u64>,
    },
    /// `type='ccw'`; `None` asks for any.
    Ccw(Option<CcwAddress>),
    /// `type='virtio-mmio'`.
    VirtioMmio,
    /// `type='isa'`.
    Isa(IsaAddress),
    /// `type='dimm'`.
    Dimm(DimmAddress),
    /// `type='unassigned'`: the guest does not see it.
    Unassigned,
}

impl Address {
    /// What `type` says of it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Pci(_) => "pci",
            Self::Drive(_) => "drive",
            Self::VirtioSerial(_) => "virtio-serial",
            Self::Ccid(_) => "ccid",
            Self::Usb(_) => "usb",
            Self::SpaprVio { .. } => "spapr-vio",
            Self::Ccw(_) => "ccw",
            Self::VirtioMmio => "virtio-mmio",
            Self::Isa(_) => "isa",
            Self::Dimm(_) => "dimm",
            Self::Unassigned => "unassigned",
        }
    }
}

/// A PCI address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PciAddress {
    /// 0 to 0xffff.
    pub domain: u32,
    /// 0 to 0xff.
    pub bus: u32,
    /// 0 to 0x1f.
    pub slot: u32,
    /// 0 to 7.
    pub function: u32,
    /// Other functions share the slot.
    pub multifunction: Option<bool>,
    /// s390's identifiers.
    pub zpci: Option<Zpci>,
}

impl PciAddress {
    /// Does it leave open where the device is?
    pub fn is_nowhere(&self) -> bool {
        Self { zpci: None, multifunction: None, ..*self } == Self::default()
    }
}

/// s390's identifiers of a PCI device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Zpci {
    /// The user's.
    pub uid: Option<u32>,
    /// The function's.
    pub fid: Option<u32>,
}

/// A place on an IDE, SCSI, SATA or floppy bus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DriveAddress {
    /// The controller's index.
    pub controller: u32,
    /// The bus.
    pub bus: u32,
    /// The target.
    pub target: u32,
    /// The unit.
    pub unit: u32,
}

/// A port of a virtio serial controller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VirtioSerialAddress {
    /// The controller's index.
    pub controller: u32,
    /// The bus.
    pub bus: u32,
    /// The port; 0 to have one assigned.
    pub port: u32,
}

/// A slot of a smart card controller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CcidAddress {
    /// The controller's index.
    pub controller: u32,
    /// The slot.
    pub slot: u32,
}

/// A port of a USB bus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UsbAddress {
    /// The controller's index.
    pub bus: u32,
    /// The ports from hub to hub, at most four; empty to have one assigned.
    pub port: Vec<u32>,
}

/// An address on s390's channel subsystem.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CcwAddress {
    /// 0 to 0xfe.
    pub cssid: u32,
    /// 0 to 3.
    pub ssid: u32,
    /// 0 to 0xffff.
    pub devno: u32,
}

/// An address on the ISA bus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IsaAddress {
    /// The I/O port; 0 for any.
    pub iobase: u32,
    /// The interrupt; 0 for any.
    pub irq: u32,
}

/// A memory slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DimmAddress {
    /// The slot.
    pub slot: Option<u32>,
    /// Where in the guest's memory it begins; live only.
    pub base: Option<u64>,
}
