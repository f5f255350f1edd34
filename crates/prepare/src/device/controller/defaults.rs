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
    let arch = domain.os.arch.clone().unwrap_or_default();
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
                    self::usb(board, &arch, caps)
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
        Board::S390Ccw => virtio.to_vec(),
        _ => [[("lsi53c895a", ScsiModel::LsiLogic), ("lsi", ScsiModel::LsiLogic)], virtio].concat(),
    };
    candidates.into_iter().find(|(device, _)| caps.has_device(device)).map(|(_, model)| model)
}

fn usb(board: Board, arch: &str, caps: &EmulatorCapabilities) -> Option<UsbModel> {
    let candidates: &[(&str, UsbModel)] = match board {
        // Nothing there is expected to have one.
        Board::S390Ccw => return Some(UsbModel::None),
        Board::Pseries | Board::PowerPc => &[
            ("pci-ohci", UsbModel::PciOhci),
            ("qemu-xhci", UsbModel::QemuXhci),
            ("nec-usb-xhci", UsbModel::NecXhci),
        ],
        Board::Virt if arch != "riscv64" && arch != "riscv32" => {
            &[("qemu-xhci", UsbModel::QemuXhci), ("nec-usb-xhci", UsbModel::NecXhci)]
        }
        _ => &[("piix3-usb-uhci", UsbModel::Piix3Uhci), ("pci-ohci", UsbModel::PciOhci)],
    };
    candidates.iter().find(|(device, _)| caps.has_device(device)).map(|(_, model)| *model)
}
