//! What `<controller>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};

/// A controller: what other devices are plugged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controller {
    /// The bus and what that bus's controllers have.
    pub kind: ControllerKind,
    /// Its number among those of its bus; `None` to have one assigned.
    pub index: Option<u32>,
    /// How it is driven.
    pub driver: ControllerDriver,
    /// Alias, address ...
    pub info: DeviceInfo,
}

/// The bus, and what that bus's controllers have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControllerKind {
    /// IDE.
    Ide {
        /// The model.
        model: Option<IdeModel>,
    },
    /// Floppy drives.
    Fdc,
    /// SCSI.
    Scsi {
        /// The model.
        model: Option<ScsiModel>,
    },
    /// SATA.
    Sata,
    /// Channels and consoles.
    VirtioSerial(VirtioSerialController),
    /// Smart cards.
    Ccid,
    /// USB.
    Usb(UsbController),
    /// PCI.
    Pci(PciController),
    /// Xen's bus.
    XenBus {
        /// Most grant frames.
        max_grant_frames: Option<u32>,
        /// Most event channels.
        max_event_channels: Option<u32>,
    },
    /// Virtual ISA.
    Isa,
    /// NVMe.
    Nvme {
        /// The serial number that the guest sees.
        serial: Option<String>,
    },
}

xml::words! {
    /// A bus that controllers are for.
    pub enum ControllerType {
        Ide = "ide", Fdc = "fdc", Scsi = "scsi", Sata = "sata", VirtioSerial = "virtio-serial", Ccid = "ccid",
        Usb = "usb", Pci = "pci", XenBus = "xenbus", Isa = "isa", Nvme = "nvme",
    }

    /// A model of IDE controller.
    pub enum IdeModel { Piix3 = "piix3", Piix4 = "piix4", Ich6 = "ich6" }

    /// A model of SCSI controller.
    pub enum ScsiModel {
        Auto = "auto", BusLogic = "buslogic", LsiLogic = "lsilogic", LsiSas1068 = "lsisas1068",
        VmPvScsi = "vmpvscsi", IbmVScsi = "ibmvscsi", VirtioScsi = "virtio-scsi", LsiSas1078 = "lsisas1078",
        Transitional = "virtio-transitional", NonTransitional = "virtio-non-transitional",
        Ncr53c90 = "ncr53c90", Dc390 = "dc390", Am53c974 = "am53c974",
    }

    /// A model of virtio serial controller.
    pub enum VirtioSerialModel {
        Virtio = "virtio", Transitional = "virtio-transitional", NonTransitional = "virtio-non-transitional",
    }

    /// A model of USB controller.
    pub enum UsbModel {
        Piix3Uhci = "piix3-uhci", Piix4Uhci = "piix4-uhci", Ehci = "ehci", Ich9Ehci1 = "ich9-ehci1",
        Ich9Uhci1 = "ich9-uhci1", Ich9Uhci2 = "ich9-uhci2", Ich9Uhci3 = "ich9-uhci3",
        Vt82c686bUhci = "vt82c686b-uhci", PciOhci = "pci-ohci", NecXhci = "nec-xhci", Qusb1 = "qusb1",
        Qusb2 = "qusb2", QemuXhci = "qemu-xhci", None = "none",
    }

    /// A model of PCI controller.
    pub enum PciModel {
        PciRoot = "pci-root", PcieRoot = "pcie-root", PciBridge = "pci-bridge",
        DmiToPciBridge = "dmi-to-pci-bridge", PcieToPciBridge = "pcie-to-pci-bridge",
        PcieRootPort = "pcie-root-port", PcieSwitchUpstreamPort = "pcie-switch-upstream-port",
        PcieSwitchDownstreamPort = "pcie-switch-downstream-port", PciExpanderBus = "pci-expander-bus",
        PcieExpanderBus = "pcie-expander-bus",
    }

    /// The device that plays a PCI controller.
    pub enum PciModelName {
        None = "none", PciBridge = "pci-bridge", I82801b11Bridge = "i82801b11-bridge", Ioh3420 = "ioh3420",
        X3130Upstream = "x3130-upstream", Xio3130Downstream = "xio3130-downstream", Pxb = "pxb",
        PxbPcie = "pxb-pcie", PcieRootPort = "pcie-root-port", SpaprPciHostBridge = "spapr-pci-host-bridge",
        PciePciBridge = "pcie-pci-bridge",
    }
}

/// How a controller is driven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ControllerDriver {
    /// How many queues.
    pub queues: Option<u32>,
    /// How many commands per logical unit.
    pub cmd_per_lun: Option<u32>,
    /// Longest request in sectors of 512 bytes.
    pub max_sectors: Option<u32>,
    /// I/O in a thread of its own.
    pub ioeventfd: Option<bool>,
    /// The I/O thread; 0 or `None` for the main loop.
    pub iothread: Option<u32>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Several I/O threads and their queues.
    pub iothreads: Vec<crate::device::disk::DiskIoThread>,
}

/// A virtio serial controller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VirtioSerialController {
    /// The model.
    pub model: Option<VirtioSerialModel>,
    /// How many ports.
    pub ports: Option<u32>,
    /// How many interrupt vectors.
    pub vectors: Option<u32>,
}

/// A USB controller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UsbController {
    /// The model.
    pub model: Option<UsbModel>,
    /// How many ports.
    pub ports: Option<u32>,
    /// It is a companion: its first port among its master's.
    pub master_start_port: Option<u32>,
}

/// A PCI controller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PciController {
    /// The model.
    pub model: Option<PciModel>,
    /// The device that plays it.
    pub model_name: Option<PciModelName>,
    /// Bridges: 1 to 255.
    pub chassis_nr: Option<u32>,
    /// Ports: 0 to 255.
    pub chassis: Option<u32>,
    /// Ports: 0 to 255.
    pub port: Option<u32>,
    /// Expander buses: 1 to 254.
    pub bus_nr: Option<u32>,
    /// POWER's host bridges: 0 to 31.
    pub target_index: Option<u32>,
    /// Whether devices can be plugged into it while the guest runs.
    pub hotplug: Option<bool>,
    /// How much memory is reserved for devices plugged later, in KiB.
    pub mem_reserve: Option<u64>,
    /// Expander buses and POWER's host bridges: the guest's NUMA cell.
    pub numa_node: Option<u32>,
    /// Root buses: the size of the 64-bit window in KiB.
    pub pci_hole64: Option<u64>,
}

impl ControllerKind {
    /// The bus.
    pub const fn bus(&self) -> ControllerType {
        match self {
            Self::Ide { .. } => ControllerType::Ide,
            Self::Fdc => ControllerType::Fdc,
            Self::Scsi { .. } => ControllerType::Scsi,
            Self::Sata => ControllerType::Sata,
            Self::VirtioSerial(_) => ControllerType::VirtioSerial,
            Self::Ccid => ControllerType::Ccid,
            Self::Usb(_) => ControllerType::Usb,
            Self::Pci(_) => ControllerType::Pci,
            Self::XenBus { .. } => ControllerType::XenBus,
            Self::Isa => ControllerType::Isa,
            Self::Nvme { .. } => ControllerType::Nvme,
        }
    }
}

impl ScsiModel {
    /// Does a controller of this model know targets only, and no units behind them?
    pub fn is_narrow(self) -> bool {
        matches!(self, Self::LsiLogic | Self::Ncr53c90 | Self::Dc390 | Self::Am53c974)
    }
}
