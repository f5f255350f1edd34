//! What `<hostdev>` says.

use crate::Uuid;
use crate::device::address::PciAddress;
use crate::device::info::DeviceInfo;
use crate::device::storage::{Auth, StorageHost};

/// A host device handed to the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostDev {
    /// Whether it is taken from its host driver and given back.
    pub managed: Option<bool>,
    /// Which device.
    pub source: HostDevSource,
    /// How it is driven (PCI).
    pub driver: HostDevDriver,
    /// Its part in a pair of network interfaces.
    pub teaming: Option<crate::device::interface::Teaming>,
    /// The guest cannot write (SCSI).
    pub readonly: bool,
    /// Several guests may use it at once (SCSI).
    pub shareable: bool,
    /// Alias, boot order, address ...
    pub info: DeviceInfo,
}

/// How a host device is driven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostDevDriver {
    /// The passthrough technique.
    pub name: Option<HostDevBackend>,
    /// The host driver.
    pub model: Option<String>,
}

xml::words! {
    /// A kind of host device.
    pub enum HostDevType { Usb = "usb", Pci = "pci", Scsi = "scsi", ScsiHost = "scsi_host", Mdev = "mdev" }

    /// A kind of host resource given to a container.
    pub enum HostDevCapsType { Storage = "storage", Misc = "misc", Net = "net" }

    /// A passthrough technique.
    pub enum HostDevBackend { Kvm = "kvm", Vfio = "vfio", Xen = "xen" }

    /// A model of mediated device.
    pub enum MdevModel { VfioPci = "vfio-pci", VfioCcw = "vfio-ccw", VfioAp = "vfio-ap" }

    /// A model of vhost SCSI controller.
    pub enum ScsiHostModel {
        Virtio = "virtio", Transitional = "virtio-transitional", NonTransitional = "virtio-non-transitional",
    }

    /// What happens when a USB device is missing at start.
    pub enum UsbStartupPolicy { Mandatory = "mandatory", Requisite = "requisite", Optional = "optional" }

    /// Whether unfiltered SCSI commands are allowed.
    pub enum HostDevSgio { Filtered = "filtered", Unfiltered = "unfiltered" }
}

/// Which host device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostDevSource {
    /// A USB device.
    Usb(UsbSource),
    /// A PCI device.
    Pci {
        /// Its address on the host.
        address: PciAddress,
        /// Whether filtering of its registers is off (Xen).
        write_filtering: Option<bool>,
        /// Whether it is a display.
        display: Option<bool>,
        /// Whether it shows early output.
        ramfb: Option<bool>,
    },
    /// A SCSI device.
    Scsi(Box<ScsiSource>),
    /// A SCSI target of the host's kernel.
    ScsiHost {
        /// The model.
        model: Option<ScsiHostModel>,
        /// Its world wide port name.
        wwpn: String,
    },
    /// A mediated device.
    Mdev {
        /// The model.
        model: MdevModel,
        /// Its UUID.
        uuid: Uuid,
        /// Whether it is a display.
        display: Option<bool>,
        /// Whether it shows early output.
        ramfb: Option<bool>,
    },
    /// A host resource given to a container.
    Capability {
        /// What it is.
        kind: HostDevCapsType,
        /// Its block device, character device or interface.
        target: String,
        /// Addresses and routes in the container (interfaces).
        ip: crate::device::interface::IpConfig,
    },
}

/// A USB device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsbSource {
    /// What happens when it is missing at start.
    pub startup_policy: Option<UsbStartupPolicy>,
    /// Whether it is reset before it is given away.
    pub guest_reset: Option<GuestReset>,
    /// What it is.
    pub vendor: Option<u32>,
    /// Which it is.
    pub product: Option<u32>,
    /// The bus it is on.
    pub bus: Option<u32>,
    /// Its number there.
    pub device: Option<u32>,
}

xml::words! {
    /// When a USB device is reset.
    pub enum GuestReset { Off = "off", Uninitialized = "uninitialized", On = "on" }
}

/// A SCSI device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScsiSource {
    /// Whether raw I/O is allowed.
    pub rawio: Option<bool>,
    /// Whether unfiltered SCSI commands are allowed.
    pub sgio: Option<HostDevSgio>,
    /// Where it is.
    pub location: ScsiLocation,
}

/// Where a SCSI device is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScsiLocation {
    /// On an adapter of the host.
    Adapter {
        /// The adapter: `scsi_host0`.
        name: String,
        /// The bus.
        bus: u32,
        /// The target.
        target: u32,
        /// The unit.
        unit: u64,
    },
    /// On the network.
    Iscsi {
        /// The target's name, with the unit behind a slash.
        name: String,
        /// The hosts that serve it.
        hosts: Vec<StorageHost>,
        /// Who may use it.
        auth: Option<Auth>,
        /// The initiator's name.
        initiator: Option<String>,
    },
}
