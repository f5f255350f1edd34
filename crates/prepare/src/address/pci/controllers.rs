//! What a PCI controller needs to be told besides its place.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::controller::{ControllerKind, PciModel, PciModelName};

use crate::Board;

/// Writes down the device that plays each controller, its chassis and port numbers.
///
/// # Errors
/// `InternalError` for a controller that sits on a bus which comes after it.
pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    let mut lowest_bus = domain
        .devices
        .controllers
        .iter()
        .filter_map(|controller| match &controller.kind {
            ControllerKind::Pci(pci) => pci.bus_nr,
            _ => None,
        })
        .min()
        .unwrap_or(256);
    let board = Board::of(domain);
    for controller in &mut domain.devices.controllers {
        let ControllerKind::Pci(pci) = &mut controller.kind else { continue };
        let (Some(model), Some(index)) = (pci.model, controller.index) else { continue };
        if pci.model_name.is_none() {
            pci.model_name = model_name(model, board);
        }
        if model == PciModel::PciRoot && board == Board::Pseries && pci.target_index.is_none() {
            // The number of the host bridge; the root of the board is the first.
            pci.target_index = Some(index);
        }
        let Some(Address::Pci(Some(address))) = &controller.info.address else { continue };
        match model {
            PciModel::PciBridge => {
                let _ = pci.chassis_nr.get_or_insert(index);
            }
            PciModel::PcieRootPort | PciModel::PcieSwitchDownstreamPort => {
                let _ = pci.chassis.get_or_insert(index);
                let port = match model {
                    PciModel::PcieRootPort => (address.slot << 3) + address.function,
                    _ => address.slot,
                };
                let _ = pci.port.get_or_insert(port);
            }
            PciModel::PciExpanderBus | PciModel::PcieExpanderBus if pci.bus_nr.is_none() => {
                lowest_bus = lowest_bus.saturating_sub(2);
                pci.bus_nr = Some(lowest_bus);
            }
            _ => {}
        }
        if index <= address.bus {
            return Err(Error::new(
                Code::InternalError,
                errors::Domain::None,
                format!(
                    "failed to create PCI bridge on bus {}: too many devices with fixed addresses",
                    address.bus
                ),
            ));
        }
    }
    Ok(())
}

fn model_name(model: PciModel, board: Board) -> Option<PciModelName> {
    Some(match model {
        PciModel::PciRoot if board == Board::Pseries => PciModelName::SpaprPciHostBridge,
        PciModel::PciRoot | PciModel::PcieRoot => return None,
        PciModel::PciBridge => PciModelName::PciBridge,
        PciModel::DmiToPciBridge => PciModelName::I82801b11Bridge,
        PciModel::PcieToPciBridge => PciModelName::PciePciBridge,
        PciModel::PcieRootPort => PciModelName::PcieRootPort,
        PciModel::PcieSwitchUpstreamPort => PciModelName::X3130Upstream,
        PciModel::PcieSwitchDownstreamPort => PciModelName::Xio3130Downstream,
        PciModel::PciExpanderBus => PciModelName::Pxb,
        PciModel::PcieExpanderBus => PciModelName::PxbPcie,
    })
}
