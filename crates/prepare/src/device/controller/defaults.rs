//! Which device plays a controller when its definition does not say.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::controller::{ControllerKind, ScsiModel, UsbModel};

use crate::Board;

/// Writes down the model of every SCSI and USB controller; `new` guests get what is best today.
///
/// # Errors
/// `ConfigUnsupported` when the emulator has none that would do.
pub(crate) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities, new: bool) -> Result<()> {
    let board = Board::of(domain);
    let arch = domain.os.arch.clone().unwrap_or_default();
    for controller in &mut domain.devices.controllers {
        match &mut controller.kind {
            ControllerKind::Scsi { model } if matches!(model, None | Some(ScsiModel::Auto)) => {
                *model = Some(scsi(board, &arch, caps).ok_or_else(|| {
                    let index = controller.index.unwrap_or_default();
                    unsupported(format!("Unable to determine model for SCSI controller idx={index}"))
                })?);
            }
            // On IBM Z one that has a place is left as it is.
            ControllerKind::Usb(usb)
                if usb.model.is_none() && (board != Board::S390Ccw || controller.info.address.is_none()) =>
            {
                // An emulator without any refuses to start the guest, not to keep it.
                usb.model = self::usb(board, &arch, new, caps);
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
pub(crate) fn scsi(board: Board, arch: &str, caps: &EmulatorCapabilities) -> Option<ScsiModel> {
    let virtio = [("virtio-scsi-pci", ScsiModel::VirtioScsi), ("virtio-scsi-ccw", ScsiModel::VirtioScsi)];
    let candidates = match board {
        Board::Pseries => vec![("spapr-vscsi", ScsiModel::IbmVScsi)],
        Board::S390Ccw => virtio.to_vec(),
        Board::Virt if arch == "loongarch64" => virtio.to_vec(),
        _ => [[("lsi53c895a", ScsiModel::LsiLogic), ("lsi", ScsiModel::LsiLogic)], virtio].concat(),
    };
    candidates.into_iter().find(|(device, _)| caps.has_device(device)).map(|(_, model)| model)
}

fn usb(board: Board, arch: &str, new: bool, caps: &EmulatorCapabilities) -> Option<UsbModel> {
    let candidates: &[(&str, UsbModel)] = match board {
        // Nothing there is expected to have one.
        Board::S390Ccw => return Some(UsbModel::None),
        Board::Pseries if new => &[
            ("qemu-xhci", UsbModel::QemuXhci),
            ("nec-usb-xhci", UsbModel::NecXhci),
            ("pci-ohci", UsbModel::PciOhci),
        ],
        Board::Pseries | Board::PowerPc => &[
            ("pci-ohci", UsbModel::PciOhci),
            ("qemu-xhci", UsbModel::QemuXhci),
            ("nec-usb-xhci", UsbModel::NecXhci),
        ],
        _ if matches!(arch, "aarch64" | "armv6l" | "armv7l" | "loongarch64") => {
            &[("qemu-xhci", UsbModel::QemuXhci), ("nec-usb-xhci", UsbModel::NecXhci)]
        }
        _ => &[("piix3-usb-uhci", UsbModel::Piix3Uhci), ("pci-ohci", UsbModel::PciOhci)],
    };
    candidates.iter().find(|(device, _)| caps.has_device(device)).map(|(_, model)| *model)
}
