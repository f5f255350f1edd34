//! The devices that sit on PCI, in the order in which libvirt gives them places.

use model::Domain;
use model::device::address::{Address, PciAddress};
use model::device::controller::{ControllerKind, PciModel, ScsiModel, UsbModel};
use model::device::disk::{DiskBus, DiskModel};
use model::device::filesystem::FilesystemDriverType;
use model::device::hostdev::{HostDevSource, MdevModel, ScsiHostModel};
use model::device::info::{DeviceInfo, VirtioModel};
use model::device::input::{InputBus, InputModel};
use model::device::interface::InterfaceSource;
use model::device::iommu::IommuModel;
use model::device::memballoon::BalloonModel;
use model::device::memory::MemoryModel;
use model::device::panic::PanicModel;
use model::device::serial::SerialModel;
use model::device::sound::SoundModel;
use model::device::video::VideoModel;
use model::device::watchdog::WatchdogModel;

use super::connect::{BusKind, Connect};

/// One device that sits on PCI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) kind: Kind,
    /// Its position among the devices of its kind.
    pub(super) position: usize,
    /// What it needs.
    pub(super) needs: Connect,
}

/// The kinds of devices, in the order of giving out places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    PciController,
    Filesystem,
    Interface,
    Sound,
    Controller,
    Disk,
    HostDev,
    Balloon,
    Rng,
    Watchdog,
    Video,
    Shmem,
    Input,
    Serial,
    Vsock,
    Iommu,
    Memory,
    Panic,
    Crypto,
    Pstore,
}

/// What endpoints need on this guest's topology.
#[derive(Debug, Clone, Copy)]
struct Endpoints {
    /// Conventional PCI.
    pci: Connect,
    /// PCI Express where there is any.
    pcie: Connect,
}

impl Endpoints {
    fn virtio(self, model: Option<VirtioModel>) -> Connect {
        // A transitional device is a conventional one.
        if model == Some(VirtioModel::Transitional) { self.pci } else { self.pcie }
    }
}

/// The kind of bus that a PCI controller provides.
pub(super) fn bus_kind(model: PciModel) -> BusKind {
    match model {
        PciModel::PciRoot => BusKind::PciRoot,
        PciModel::PcieRoot => BusKind::PcieRoot,
        PciModel::PciBridge => BusKind::PciBridge,
        PciModel::DmiToPciBridge => BusKind::DmiToPciBridge,
        PciModel::PcieToPciBridge => BusKind::PcieToPciBridge,
        PciModel::PcieRootPort => BusKind::PcieRootPort,
        PciModel::PcieSwitchUpstreamPort => BusKind::SwitchUpstreamPort,
        PciModel::PcieSwitchDownstreamPort => BusKind::SwitchDownstreamPort,
        PciModel::PciExpanderBus => BusKind::PciExpander,
        PciModel::PcieExpanderBus => BusKind::PcieExpander,
    }
}

/// The model of the controller that provides a bus of that kind.
pub(super) fn controller_model(kind: BusKind) -> PciModel {
    match kind {
        BusKind::PciRoot => PciModel::PciRoot,
        BusKind::PcieRoot => PciModel::PcieRoot,
        BusKind::PciBridge => PciModel::PciBridge,
        BusKind::DmiToPciBridge => PciModel::DmiToPciBridge,
        BusKind::PcieToPciBridge => PciModel::PcieToPciBridge,
        BusKind::PcieRootPort => PciModel::PcieRootPort,
        BusKind::SwitchUpstreamPort => PciModel::PcieSwitchUpstreamPort,
        BusKind::SwitchDownstreamPort => PciModel::PcieSwitchDownstreamPort,
        BusKind::PciExpander => PciModel::PciExpanderBus,
        BusKind::PcieExpander => PciModel::PcieExpanderBus,
    }
}

/// All devices that sit on PCI.
pub(super) fn seats(domain: &Domain, root: BusKind) -> Vec<Seat> {
    let pci = Connect::PCI.or(Connect::AUTO);
    let pcie = if root == BusKind::PcieRoot { Connect::PCIE.or(Connect::AUTO) } else { pci };
    let ends = Endpoints { pci, pcie };
    let devices = &domain.devices;
    let mut seats = Vec::new();
    let mut put = |kind, needs: Vec<Connect>| {
        let needed = needs.into_iter().enumerate().filter(|(_, needs)| !needs.is_none());
        seats.extend(needed.map(|(position, needs)| Seat { kind, position, needs }));
    };
    put(
        Kind::PciController,
        devices.controllers.iter().map(|controller| pci_controller(&controller.kind)).collect(),
    );
    put(
        Kind::Filesystem,
        devices.filesystems.iter().map(|fs| filesystem(fs.driver.driver_type, fs.model, ends)).collect(),
    );
    put(
        Kind::Interface,
        devices.interfaces.iter().map(|nic| interface(&nic.source, nic.model.as_deref(), ends)).collect(),
    );
    put(Kind::Sound, devices.sounds.iter().map(|sound| self::sound(sound.model, ends)).collect());
    put(
        Kind::Controller,
        devices.controllers.iter().map(|controller| self::controller(&controller.kind, ends)).collect(),
    );
    put(Kind::Disk, devices.disks.iter().map(|disk| self::disk(disk.target.bus, disk.model, ends)).collect());
    put(Kind::HostDev, devices.hostdevs.iter().map(|hostdev| self::hostdev(&hostdev.source, ends)).collect());
    put(Kind::Balloon, devices.memballoon.iter().map(|balloon| self::balloon(balloon.model, ends)).collect());
    put(Kind::Rng, devices.rngs.iter().map(|rng| ends.virtio(Some(rng.model))).collect());
    put(
        Kind::Watchdog,
        devices.watchdogs.iter().map(|dog| only(dog.model == WatchdogModel::I6300esb, ends.pci)).collect(),
    );
    put(Kind::Video, devices.videos.iter().map(|video| self::video(video.model, ends)).collect());
    put(Kind::Shmem, devices.shmems.iter().map(|_| ends.pci).collect());
    put(Kind::Input, devices.inputs.iter().map(|input| self::input(input.bus, input.model, ends)).collect());
    put(
        Kind::Serial,
        devices
            .serials
            .iter()
            .map(|serial| only(serial.target_model == Some(SerialModel::PciSerial), ends.pci))
            .collect(),
    );
    put(Kind::Vsock, devices.vsock.iter().map(|vsock| ends.virtio(vsock.model)).collect());
    put(
        Kind::Iommu,
        devices
            .iommu
            .iter()
            .map(|iommu| only(iommu.model == IommuModel::Virtio, ends.pcie.without_auto()))
            .collect(),
    );
    put(
        Kind::Memory,
        devices
            .memories
            .iter()
            .map(|memory| {
                only(matches!(memory.model, MemoryModel::VirtioPmem | MemoryModel::VirtioMem), ends.pcie)
            })
            .collect(),
    );
    put(
        Kind::Panic,
        devices
            .panics
            .iter()
            .map(|panic| only(panic.model == Some(PanicModel::Pvpanic), ends.pcie.without_auto()))
            .collect(),
    );
    put(Kind::Crypto, devices.cryptos.iter().map(|_| ends.pci).collect());
    put(Kind::Pstore, devices.pstore.iter().map(|_| ends.pci.without_auto()).collect());
    seats
}

fn only(condition: bool, needs: Connect) -> Connect {
    if condition { needs } else { Connect::NONE }
}

fn pci_controller(kind: &ControllerKind) -> Connect {
    match kind {
        ControllerKind::Pci(pci) => pci.model.map_or(Connect::NONE, |model| bus_kind(model).needs()),
        _ => Connect::NONE,
    }
}

fn controller(kind: &ControllerKind, ends: Endpoints) -> Connect {
    match kind {
        ControllerKind::Usb(usb) => match usb.model {
            Some(UsbModel::None | UsbModel::Qusb1 | UsbModel::Qusb2) => Connect::NONE,
            Some(UsbModel::NecXhci | UsbModel::QemuXhci) => ends.pcie,
            _ => ends.pci,
        },
        ControllerKind::Scsi { model } => match model {
            Some(ScsiModel::VirtioScsi | ScsiModel::NonTransitional) => ends.pcie,
            Some(ScsiModel::IbmVScsi | ScsiModel::Ncr53c90) => Connect::NONE,
            _ => ends.pci,
        },
        ControllerKind::Ide { .. } | ControllerKind::Sata => ends.pci,
        ControllerKind::VirtioSerial(serial) => match serial.model {
            Some(model::device::controller::VirtioSerialModel::Transitional) => ends.pci,
            _ => ends.pcie,
        },
        ControllerKind::Nvme { .. } => ends.pcie,
        ControllerKind::Pci(_)
        | ControllerKind::Fdc
        | ControllerKind::Ccid
        | ControllerKind::XenBus { .. }
        | ControllerKind::Isa => Connect::NONE,
    }
}

fn filesystem(driver: Option<FilesystemDriverType>, model: Option<VirtioModel>, ends: Endpoints) -> Connect {
    if driver == Some(FilesystemDriverType::Mtp) { Connect::NONE } else { ends.virtio(model) }
}

fn interface(source: &InterfaceSource, model: Option<&str>, ends: Endpoints) -> Connect {
    if matches!(source, InterfaceSource::HostDev { .. }) {
        return ends.pcie;
    }
    match model {
        Some("usb-net" | "spapr-vlan" | "smc91c111" | "lan9118") => Connect::NONE,
        Some("virtio" | "virtio-non-transitional" | "e1000e" | "vmxnet3" | "igb") => ends.pcie,
        _ => ends.pci,
    }
}

fn sound(model: SoundModel, ends: Endpoints) -> Connect {
    match model {
        SoundModel::Sb16 | SoundModel::Pcspk | SoundModel::Usb => Connect::NONE,
        SoundModel::Virtio => ends.pcie,
        SoundModel::Es1370 | SoundModel::Ac97 | SoundModel::Ich6 | SoundModel::Ich7 | SoundModel::Ich9 => {
            ends.pci
        }
    }
}

fn disk(bus: Option<DiskBus>, model: Option<DiskModel>, ends: Endpoints) -> Connect {
    match (bus, model) {
        (Some(DiskBus::Virtio), Some(DiskModel::Transitional)) => ends.pci,
        (Some(DiskBus::Virtio), _) => ends.pcie,
        _ => Connect::NONE,
    }
}

fn hostdev(source: &HostDevSource, ends: Endpoints) -> Connect {
    match source {
        HostDevSource::ScsiHost { model: Some(ScsiHostModel::Transitional), .. } => ends.pci,
        HostDevSource::Pci { .. } | HostDevSource::ScsiHost { .. } => ends.pcie,
        HostDevSource::Mdev { model: MdevModel::VfioPci, .. } => ends.pcie,
        _ => Connect::NONE,
    }
}

fn balloon(model: BalloonModel, ends: Endpoints) -> Connect {
    match model {
        BalloonModel::Virtio | BalloonModel::NonTransitional => ends.pcie,
        BalloonModel::Transitional => ends.pci,
        BalloonModel::Xen | BalloonModel::None => Connect::NONE,
    }
}

fn video(model: Option<VideoModel>, ends: Endpoints) -> Connect {
    match model {
        None
        | Some(
            VideoModel::None
            | VideoModel::Ramfb
            | VideoModel::Xen
            | VideoModel::Parallels
            | VideoModel::Gop
            | VideoModel::Vbox,
        ) => Connect::NONE,
        Some(VideoModel::Virtio | VideoModel::Bochs) => ends.pcie,
        Some(VideoModel::Vga | VideoModel::Cirrus | VideoModel::Vmvga | VideoModel::Qxl) => ends.pci,
    }
}

fn input(bus: Option<InputBus>, model: Option<InputModel>, ends: Endpoints) -> Connect {
    match (bus, model) {
        (Some(InputBus::Virtio), Some(InputModel::Transitional)) => ends.pci,
        (Some(InputBus::Virtio), _) => ends.pcie,
        _ => Connect::NONE,
    }
}

impl Seat {
    /// The address and so on of the device.
    pub(super) fn info<'a>(&self, domain: &'a mut Domain) -> Option<&'a mut DeviceInfo> {
        let devices = &mut domain.devices;
        let at = self.position;
        match self.kind {
            Kind::PciController | Kind::Controller => {
                devices.controllers.get_mut(at).map(|device| &mut device.info)
            }
            Kind::Filesystem => devices.filesystems.get_mut(at).map(|device| &mut device.info),
            Kind::Interface => devices.interfaces.get_mut(at).map(|device| &mut device.info),
            Kind::Sound => devices.sounds.get_mut(at).map(|device| &mut device.info),
            Kind::Disk => devices.disks.get_mut(at).map(|device| &mut device.info),
            Kind::HostDev => devices.hostdevs.get_mut(at).map(|device| &mut device.info),
            Kind::Balloon => devices.memballoon.as_mut().map(|device| &mut device.info),
            Kind::Rng => devices.rngs.get_mut(at).map(|device| &mut device.info),
            Kind::Watchdog => devices.watchdogs.get_mut(at).map(|device| &mut device.info),
            Kind::Video => devices.videos.get_mut(at).map(|device| &mut device.info),
            Kind::Shmem => devices.shmems.get_mut(at).map(|device| &mut device.info),
            Kind::Input => devices.inputs.get_mut(at).map(|device| &mut device.info),
            Kind::Serial => devices.serials.get_mut(at).map(|device| &mut device.info),
            Kind::Vsock => devices.vsock.as_mut().map(|device| &mut device.info),
            Kind::Iommu => devices.iommu.as_mut().map(|device| &mut device.info),
            Kind::Memory => devices.memories.get_mut(at).map(|device| &mut device.info),
            Kind::Panic => devices.panics.get_mut(at).map(|device| &mut device.info),
            Kind::Crypto => devices.cryptos.get_mut(at).map(|device| &mut device.info),
            Kind::Pstore => devices.pstore.as_mut().map(|device| &mut device.info),
        }
    }

    /// The PCI address that the device has.
    pub(super) fn address(&self, domain: &mut Domain) -> Option<PciAddress> {
        match self.info(domain)?.address {
            // Identifiers of IBM Z alone are no place.
            Some(Address::Pci(address)) => address.filter(|address| !address.is_nowhere()),
            _ => None,
        }
    }

    /// Does the device still want a PCI address?
    pub(super) fn wants_address(&self, domain: &mut Domain) -> bool {
        self.info(domain).is_some_and(|info| match info.address {
            None | Some(Address::Pci(None)) => true,
            Some(Address::Pci(Some(address))) => address.is_nowhere(),
            _ => false,
        })
    }
}
