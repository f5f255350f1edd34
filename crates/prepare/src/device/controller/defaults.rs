//! Which device plays a controller when its definition does not say.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::controller::{ControllerKind, ScsiModel, UsbModel};

use crate::Board;

/// Writes down the model of every SCSI and USB controller.
///
/// # Errors
/// `ConfigUnsupported` when the emulator has none that would do.
pub(crate) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let board = Board::of(domain);
    for controller in &mut domain.devices.controllers {
        match &mut controller.kind {
            ControllerKind::Scsi { model } if matches!(model, None | Some(ScsiModel::Auto)) => {
                *model = Some(scsi(board, caps).ok_or_else(|| {
                    let index = controller.index.unwrap_or_default();
                    unsupported(format!("Unable to determine model for SCSI controller idx={index}"))
                })?);
            }
            ControllerKind::Usb(usb) if usb.model.is_none() => {
                usb.model = Some(
                    self::usb(board, caps)
                        .ok_or_else(|| unsupported("no model provided for USB controller"))?,
                );
            }
            _ => {}
        }
    }
    Ok(())
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(Code::ConfigUnsupported, errors::Domain::Domain, detail)
}

/// The oldest that every guest knows comes first; newer boards have virtio only.
pub(crate) fn scsi(board: Board, caps: &EmulatorCapabilities) -> Option<ScsiModel> {
    let virtio = [("virtio-scsi-pci", ScsiModel::VirtioScsi), ("virtio-scsi-ccw", ScsiModel::VirtioScsi)];
    let candidates = match board {
        Board::Pseries => vec![("spapr-vscsi", ScsiModel::IbmVScsi)],
        Board::Virt | Board::S390Ccw => virtio.to_vec(),
        _ => [[("lsi53c895a", ScsiModel::LsiLogic), ("lsi", ScsiModel::LsiLogic)], virtio].concat(),
    };
    candidates.into_iter().find(|(device, _)| caps.has_device(device)).map(|(_, model)| model)
}

fn usb(board: Board, caps: &EmulatorCapabilities) -> Option<UsbModel> {
    let candidates: &[(&str, UsbModel)] = match board {
        Board::S390Ccw => &[],
        Board::Pseries => &[
            ("qemu-xhci", UsbModel::QemuXhci),
            ("nec-usb-xhci", UsbModel::NecXhci),
            ("pci-ohci", UsbModel::PciOhci),
        ],
        Board::Virt => &[("qemu-xhci", UsbModel::QemuXhci), ("nec-usb-xhci", UsbModel::NecXhci)],
        _ => &[("piix3-usb-uhci", UsbModel::Piix3Uhci), ("pci-ohci", UsbModel::PciOhci)],
    };
    candidates.iter().find(|(device, _)| caps.has_device(device)).map(|(_, model)| *model)
}
