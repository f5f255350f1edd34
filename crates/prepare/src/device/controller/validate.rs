//! What a controller must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::controller::{
    Controller, ControllerKind, ControllerType, PciModel, UsbController, UsbModel,
};

use crate::Board;
use crate::refusal::{contradiction, plain, unsupported};

/// The most ports that QEMU's USB 3 controllers can have.
const XHCI_PORTS: u32 = 15;

/// Checks the controllers before places are given out.
///
/// # Errors
/// `XmlError` for two controllers of the same number, `ConfigUnsupported` for one that the emulator or the board
/// does not have.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    numbers_are_unique(domain)?;
    let board = Board::of(domain);
    for controller in &domain.devices.controllers {
        match &controller.kind {
            ControllerKind::Usb(usb) => {
                usb_is_offered(usb, caps)?;
                companions_have_a_master(domain, controller, usb)?;
            }
            ControllerKind::Ide { .. } if !board.has_ide() => {
                return Err(unsupported(
                    "IDE controllers are unsupported for this QEMU binary or machine type",
                ));
            }
            ControllerKind::Pci(pci) => pci_suits_the_board(pci.model, board)?,
            _ => {}
        }
    }
    Ok(())
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
            return Err(unsupported(format!(
                "USB controller model type '{model}' is not supported in this QEMU binary"
            )));
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
