//! `-device` of a controller.

use errors::{Code, Error, Result};
use model::device::controller::{
    Controller, ControllerKind, ControllerType, IdeModel, PciController, PciModel, PciModelName, ScsiModel,
    UsbController, UsbModel, VirtioSerialController, VirtioSerialModel,
};
use model::device::info::VirtioModel;
use prepare::Board;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;
use crate::virtio;

/// Which kinds come first: buses before what is plugged into them.
const ORDER: &[ControllerType] = &[
    ControllerType::Pci,
    ControllerType::Usb,
    ControllerType::Scsi,
    ControllerType::Ide,
    ControllerType::Sata,
    ControllerType::VirtioSerial,
    ControllerType::Nvme,
];

/// Writes the controllers that the board does not have by itself.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    pci_windows(build);
    root_hotplug(build);
    let guest = build.guest;
    for kind in ORDER {
        for controller in guest.devices.controllers.iter().filter(|controller| controller.kind.bus() == *kind)
        {
            one(build, controller)?;
        }
    }
    Ok(())
}

/// Writes a controller, unless the board has it by itself.
pub(crate) fn one(build: &mut Build<'_>, controller: &Controller) -> Result<()> {
    if let Some(props) = device(build, controller)? {
        build.device(props);
    }
    Ok(())
}

/// Writes the readers of smart cards: they sit on USB, perhaps on a hub.
pub(crate) fn card_readers(build: &mut Build<'_>) -> Result<()> {
    for controller in &build.guest.devices.controllers {
        if controller.kind.bus() == ControllerType::Ccid {
            one(build, controller)?;
        }
    }
    Ok(())
}

/// The size of the 64-bit window of the root bus, which is a property of the board's own bridge.
fn pci_windows(build: &mut Build<'_>) {
    for controller in &build.guest.devices.controllers {
        if let ControllerKind::Pci(pci) = &controller.kind
            && let Some(kib) = pci.pci_hole64
        {
            let bridge = if pci.model == Some(PciModel::PcieRoot) { "q35-pcihost" } else { "i440FX-pcihost" };
            build.option("-global", format!("{bridge}.pci-hole64-size={kib}K"));
        }
    }
}

/// Whether devices can be plugged into the root of a 440FX board, which its power management sees to.
fn root_hotplug(build: &mut Build<'_>) {
    for controller in &build.guest.devices.controllers {
        if let ControllerKind::Pci(pci) = &controller.kind
            && pci.model == Some(PciModel::PciRoot)
            && let Some(on) = pci.hotplug
            && Board::of(build.guest) == Board::I440fx
        {
            let state = if on { "on" } else { "off" };
            build.option("-global", format!("PIIX4_PM.acpi-root-pci-hotplug={state}"));
        }
    }
}

/// The device; `None` for what is on the board.
fn device(build: &Build<'_>, controller: &Controller) -> Result<Option<Props>> {
    let props = match &controller.kind {
        ControllerKind::Pci(pci) => pci_bridge(pci, controller)?,
        ControllerKind::Usb(usb) => usb_host(build, usb, controller)?,
        ControllerKind::Scsi { model } => scsi(*model, controller)?,
        ControllerKind::Ide { model } => ide(build, *model, controller)?,
        ControllerKind::Sata => sata(build, controller)?,
        ControllerKind::VirtioSerial(serial) => Some(virtio_serial(serial, controller)?),
        ControllerKind::Ccid => {
            Some(Props::new().with("driver", "usb-ccid").with("id", alias(&controller.info)?))
        }
        ControllerKind::Nvme { serial } => Some(
            Props::new()
                .with("driver", "nvme")
                .with("id", alias(&controller.info)?)
                .maybe("serial", serial.clone()),
        ),
        ControllerKind::Fdc | ControllerKind::XenBus { .. } | ControllerKind::Isa => None,
    };
    props.map(|props| Ok(props.and(place(build.guest, &controller.info)?))).transpose()
}

fn pci_bridge(pci: &PciController, controller: &Controller) -> Result<Option<Props>> {
    let (Some(model), Some(name)) = (pci.model, pci.model_name) else { return Ok(None) };
    let driver = match name {
        PciModelName::None => return Ok(None),
        name => name.to_string(),
    };
    let props = Props::new().with("driver", driver);
    let id = alias(&controller.info)?;
    Ok(match model {
        PciModel::PciRoot if controller.index == Some(0) => None,
        PciModel::PcieRoot => None,
        PciModel::PciRoot => {
            Some(props.maybe("index", pci.target_index).with("id", id).maybe("numa_node", pci.numa_node))
        }
        PciModel::PciBridge => Some(
            props
                .maybe("chassis_nr", pci.chassis_nr)
                .with("id", id)
                .maybe("mem-reserve", pci.mem_reserve.map(|kib| kib.saturating_mul(1024)))
                .maybe("shpc", pci.hotplug.filter(|hotplug| !hotplug)),
        ),
        PciModel::PciExpanderBus | PciModel::PcieExpanderBus => {
            Some(props.maybe("bus_nr", pci.bus_nr).with("id", id).maybe("numa_node", pci.numa_node))
        }
        PciModel::PcieRootPort | PciModel::PcieSwitchDownstreamPort => Some(
            props
                .maybe("port", pci.port)
                .maybe("chassis", pci.chassis)
                .with("id", id)
                .maybe("hotplug", pci.hotplug)
                .maybe("mem-reserve", pci.mem_reserve.map(|kib| kib.saturating_mul(1024))),
        ),
        PciModel::DmiToPciBridge | PciModel::PcieToPciBridge | PciModel::PcieSwitchUpstreamPort => {
            Some(props.with("id", id))
        }
    })
}

fn usb_host(build: &Build<'_>, usb: &UsbController, controller: &Controller) -> Result<Option<Props>> {
    let driver = match usb.model {
        Some(UsbModel::Piix3Uhci) => "piix3-usb-uhci",
        Some(UsbModel::Piix4Uhci) => "piix4-usb-uhci",
        Some(UsbModel::Ehci) => "usb-ehci",
        Some(UsbModel::Ich9Ehci1) => "ich9-usb-ehci1",
        Some(UsbModel::Ich9Uhci1) => "ich9-usb-uhci1",
        Some(UsbModel::Ich9Uhci2) => "ich9-usb-uhci2",
        Some(UsbModel::Ich9Uhci3) => "ich9-usb-uhci3",
        Some(UsbModel::Vt82c686bUhci) => "vt82c686b-usb-uhci",
        Some(UsbModel::PciOhci) => "pci-ohci",
        Some(UsbModel::NecXhci) => "nec-usb-xhci",
        Some(UsbModel::QemuXhci) => "qemu-xhci",
        Some(UsbModel::Qusb1 | UsbModel::Qusb2 | UsbModel::None) => return Ok(None),
        None if Board::of(build.guest) == Board::S390Ccw => return Ok(None),
        None => {
            let detail = "no model provided for USB controller";
            return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail));
        }
    };
    let xhci = matches!(usb.model, Some(UsbModel::NecXhci | UsbModel::QemuXhci));
    let ports = usb.ports.filter(|_| xhci);
    let props = Props::new().with("driver", driver).maybe("p2", ports).maybe("p3", ports);
    Ok(Some(match usb.master_start_port {
        // A companion has no bus of its own: its ports are its master's.
        Some(first) => {
            let master =
                crate::address::find(build.guest, ControllerType::Usb, controller.index.unwrap_or_default())?;
            props.with("masterbus", format!("{}.0", alias(&master.info)?)).with("firstport", first)
        }
        None => props.with("id", alias(&controller.info)?),
    }))
}

fn scsi(model: Option<ScsiModel>, controller: &Controller) -> Result<Option<Props>> {
    let id = alias(&controller.info)?;
    let driver = match model {
        Some(ScsiModel::LsiLogic) => "lsi",
        Some(ScsiModel::LsiSas1068) => "mptsas1068",
        Some(ScsiModel::LsiSas1078) => "megasas",
        Some(ScsiModel::VmPvScsi) => "pvscsi",
        Some(ScsiModel::IbmVScsi) => "spapr-vscsi",
        Some(ScsiModel::Am53c974) => "am53c974",
        Some(ScsiModel::Dc390) => "dc-390",
        Some(ScsiModel::VirtioScsi | ScsiModel::Transitional | ScsiModel::NonTransitional) => {
            return virtio_scsi(model, controller, id).map(Some);
        }
        Some(ScsiModel::BusLogic | ScsiModel::Ncr53c90 | ScsiModel::Auto) | None => return Ok(None),
    };
    Ok(Some(Props::new().with("driver", driver).with("id", id)))
}

fn virtio_scsi(model: Option<ScsiModel>, controller: &Controller, id: &str) -> Result<Props> {
    let transition = match model {
        Some(ScsiModel::Transitional) => Some(VirtioModel::Transitional),
        Some(ScsiModel::NonTransitional) => Some(VirtioModel::NonTransitional),
        _ => None,
    };
    let driver = &controller.driver;
    let iothread = driver.iothread.filter(|id| *id != 0).map(|id| format!("iothread{id}"));
    Ok(Props::new()
        .with("driver", virtio::driver("virtio-scsi", &controller.info, transition)?)
        .and(virtio::options(driver.virtio))
        .maybe("iothread", iothread)
        .with("id", id)
        .maybe("num_queues", driver.queues)
        .maybe("cmd_per_lun", driver.cmd_per_lun)
        .maybe("max_sectors", driver.max_sectors)
        .maybe("ioeventfd", driver.ioeventfd))
}

fn ide(build: &Build<'_>, model: Option<IdeModel>, controller: &Controller) -> Result<Option<Props>> {
    let _ = model;
    if Board::of(build.guest).has_ide() && controller.index == Some(0) {
        return Ok(None);
    }
    Ok(Some(Props::new().with("driver", "ide").with("id", alias(&controller.info)?)))
}

fn sata(build: &Build<'_>, controller: &Controller) -> Result<Option<Props>> {
    if Board::of(build.guest) == Board::Q35 && controller.index == Some(0) {
        return Ok(None);
    }
    Ok(Some(Props::new().with("driver", "ahci").with("id", alias(&controller.info)?)))
}

fn virtio_serial(serial: &VirtioSerialController, controller: &Controller) -> Result<Props> {
    let transition = match serial.model {
        Some(VirtioSerialModel::Transitional) => Some(VirtioModel::Transitional),
        Some(VirtioSerialModel::NonTransitional) => Some(VirtioModel::NonTransitional),
        _ => None,
    };
    Ok(Props::new()
        .with("driver", virtio::driver("virtio-serial", &controller.info, transition)?)
        .and(virtio::options(controller.driver.virtio))
        .with("id", alias(&controller.info)?)
        .maybe("max_ports", serial.ports)
        .maybe("vectors", serial.vectors))
}
