//! What a controller must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::controller::{
    Controller, ControllerKind, ControllerType, PciModel, ScsiModel, UsbController, UsbModel,
};

use crate::Board;
use crate::device::no_such_bus;
use crate::refusal::{contradiction, nonsense, plain, unsupported};

/// The most ports that QEMU's USB 3 controllers can have.
const XHCI_PORTS: u32 = 15;

/// Checks the controllers before places are given out.
///
/// # Errors
/// `XmlError` for two controllers of the same number, `ConfigUnsupported` for one that the emulator or the board
/// does not have.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let board = Board::of(domain);
    for controller in &domain.devices.controllers {
        queues_are_of_virtio(controller)?;
        match &controller.kind {
            ControllerKind::Usb(usb) => {
                usb_is_offered(usb, caps)?;
                companions_have_a_master(domain, controller, usb)?;
            }
            ControllerKind::Scsi { model: Some(model @ ScsiModel::BusLogic) } => {
                return Err(unsupported(format!("Unsupported controller model: {model}")));
            }
            ControllerKind::Scsi { model: Some(model @ ScsiModel::Ncr53c90) } if !is_sparc(domain) => {
                return Err(unsupported(format!(
                    "{model} SCSI controller is not a built-in for this machine"
                )));
            }
            ControllerKind::Pci(pci) => {
                super::options::validate(pci, controller.index.unwrap_or_default(), board)?;
            }
            ControllerKind::Ide { .. } if !board.has_ide() => {
                return Err(unsupported(
                    "IDE controllers are unsupported for this QEMU binary or machine type",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks what places are given out by: the numbers of controllers, and the buses that there are.
///
/// # Errors
/// As [`validate`], and `InternalError` for controllers of buses that no emulator has.
pub(crate) fn validate_buses(domain: &Domain) -> Result<()> {
    numbers_are_unique(domain)?;
    let board = Board::of(domain);
    for controller in &domain.devices.controllers {
        match &controller.kind {
            ControllerKind::Pci(pci) => pci_suits_the_board(pci.model, board)?,
            ControllerKind::XenBus { .. } | ControllerKind::Isa => return Err(no_such_bus()),
            _ => {}
        }
    }
    Ok(())
}

/// Only one kind of SCSI controller has queues and threads.
fn queues_are_of_virtio(controller: &Controller) -> Result<()> {
    let virtio = matches!(
        controller.kind,
        ControllerKind::Scsi {
            model: None
                | Some(
                    ScsiModel::VirtioScsi
                        | ScsiModel::Transitional
                        | ScsiModel::NonTransitional
                        | ScsiModel::Auto
                )
        }
    );
    if virtio {
        return Ok(());
    }
    let driver = &controller.driver;
    if driver.iothread.is_some() {
        return Err(contradiction("'iothread' attribute only supported for virtio scsi controllers"));
    }
    if !driver.iothreads.is_empty() {
        return Err(nonsense("iothreads are supported only by 'virtio-scsi' controllers"));
    }
    let given = [
        ("queues", driver.queues.is_some()),
        ("cmd_per_lun", driver.cmd_per_lun.is_some()),
        ("max_sectors", driver.max_sectors.is_some()),
        ("ioeventfd", driver.ioeventfd.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(unsupported(format!("'{name}' is only supported by virtio-scsi controller"))),
        None => Ok(()),
    }
}

/// SCSI controllers on the board are those of old workstations.
fn is_sparc(domain: &Domain) -> bool {
    matches!(domain.os.arch.as_deref(), Some("sparc" | "sparc64"))
}

/// Companions share the number of their master; any other number is used once.
fn numbers_are_unique(domain: &Domain) -> Result<()> {
    let controllers = &domain.devices.controllers;
    for (position, controller) in controllers.iter().enumerate() {
        let kind = controller.kind.bus();
        if kind == ControllerType::Usb {
            continue;
        }
        let same = |other: &Controller| other.kind.bus() == kind && other.index == controller.index;
        if controllers.iter().take(position).any(same) {
            let index = controller.index.unwrap_or_default();
            return Err(contradiction(format!("Multiple '{kind}' controllers with index '{index}'")));
        }
    }
    Ok(())
}

fn usb_is_offered(usb: &UsbController, caps: &EmulatorCapabilities) -> Result<()> {
    let Some(model) = usb.model else { return Ok(()) };
    let device = match model {
        UsbModel::Piix3Uhci => "piix3-usb-uhci",
        UsbModel::Piix4Uhci => "piix4-usb-uhci",
        UsbModel::Ehci => "usb-ehci",
        UsbModel::Ich9Ehci1 => "ich9-usb-ehci1",
        UsbModel::Ich9Uhci1 => "ich9-usb-uhci1",
        UsbModel::Ich9Uhci2 => "ich9-usb-uhci2",
        UsbModel::Ich9Uhci3 => "ich9-usb-uhci3",
        UsbModel::Vt82c686bUhci => "vt82c686b-usb-uhci",
        UsbModel::PciOhci => "pci-ohci",
        UsbModel::NecXhci => "nec-usb-xhci",
        UsbModel::QemuXhci => "qemu-xhci",
        UsbModel::None => return Ok(()),
        UsbModel::Qusb1 | UsbModel::Qusb2 => {
            return Err(unsupported("USB controller model type 'qusb1' or 'qusb2' is not supported in qemu"));
        }
    };
    if !caps.has_device(device) {
        return Err(unsupported(format!("USB controller model '{model}' not supported in this QEMU binary")));
    }
    if matches!(model, UsbModel::NecXhci | UsbModel::QemuXhci)
        && usb.ports.is_some_and(|ports| ports > XHCI_PORTS)
    {
        return Err(unsupported(format!("'{model}' controller only supports up to '{XHCI_PORTS}' ports")));
    }
    Ok(())
}

fn companions_have_a_master(domain: &Domain, controller: &Controller, usb: &UsbController) -> Result<()> {
    if usb.master_start_port.is_none() {
        return Ok(());
    }
    let master = |other: &Controller| {
        other.index == controller.index
            && matches!(&other.kind, ControllerKind::Usb(usb) if usb.master_start_port.is_none())
    };
    if domain.devices.controllers.iter().any(master) {
        Ok(())
    } else {
        Err(plain("No master USB controller specified"))
    }
}

/// Conventional and Express boards are extended by expanders of their own kind.
fn pci_suits_the_board(model: Option<PciModel>, board: Board) -> Result<()> {
    let Some(model) = model else { return Ok(()) };
    let wrong = match model {
        PciModel::PciExpanderBus => board != Board::I440fx,
        PciModel::PcieExpanderBus => !board.has_pcie_root(),
        _ => false,
    };
    if wrong {
        return Err(unsupported(format!("{model} controllers are not supported with this machine type")));
    }
    Ok(())
}
