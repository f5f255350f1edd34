//! Places that a board's own chips take, or where guests expect a device to be.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::{Address, PciAddress};
use model::device::controller::{ControllerKind, PciModel, UsbModel};
use model::device::sound::SoundModel;

use super::buses::{Buses, Place};
use super::connect::Connect;
use super::seats::{Kind, Seat};
use crate::Board;

const fn at(slot: u8, function: u8) -> Place {
    Place { bus: 0, slot, function }
}

/// Fixes the places of the board.
///
/// # Errors
/// `InternalError` when a device that lives in a chip has been given another place.
pub(super) fn settle(domain: &mut Domain, buses: &mut Buses, seats: &[Seat]) -> Result<()> {
    match Board::of(domain) {
        Board::I440fx => piix3(domain, buses, seats),
        Board::Q35 => ich9(domain, buses, seats),
        _ => Ok(()),
    }
}

/// Devices inside of the PIIX3 chip: they have their place before anything else gets one.
pub(super) fn embed(domain: &mut Domain) -> Result<()> {
    let board = Board::of(domain);
    for controller in &mut domain.devices.controllers {
        let index = controller.index;
        let (place, refusal) = match (&controller.kind, board) {
            (ControllerKind::Ide { .. }, Board::I440fx) if index == Some(0) => {
                (at(1, 1), "Primary IDE controller must have PCI address 0:0:1.1")
            }
            (ControllerKind::Usb(usb), Board::I440fx)
                if index == Some(0) && usb.model == Some(UsbModel::Piix3Uhci) =>
            {
                (at(1, 2), "PIIX3 USB controller at index 0 must have PCI address 0:0:1.2")
            }
            (ControllerKind::Sata, Board::Q35) if index == Some(0) => {
                (at(0x1f, 2), "Primary SATA controller must have PCI address 0:0:1f.2")
            }
            _ => continue,
        };
        match &controller.info.address {
            Some(Address::Pci(Some(address))) => {
                let same = address.bus == 0
                    && address.slot == u32::from(place.slot)
                    && address.function == u32::from(place.function);
                if !same {
                    return Err(Error::new(Code::InternalError, errors::Domain::None, refusal));
                }
            }
            None | Some(Address::Pci(None)) => {
                controller.info.address = Some(Address::Pci(Some(pci_address(place))))
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The PIIX3 chip in slot 1, and the display that old guests look for in slot 2.
fn piix3(domain: &mut Domain, buses: &mut Buses, seats: &[Seat]) -> Result<()> {
    buses.take(at(1, 0), Connect::PCI)?;
    primary_video(domain, buses, seats, 2)
}

/// The ICH9 chip in slot 0x1f, and what a real one has around it, as far as those places are free.
fn ich9(domain: &mut Domain, buses: &mut Buses, seats: &[Seat]) -> Result<()> {
    for seat in seats.iter().filter(|seat| matches!(seat.kind, Kind::Controller | Kind::PciController)) {
        let Some(controller) = domain.devices.controllers.get(seat.position) else { continue };
        let wanted: &[u8] = match &controller.kind {
            ControllerKind::Usb(usb) if usb.model == Some(UsbModel::Ich9Uhci1) => &[0x1d, 0x1a],
            ControllerKind::Pci(pci) if pci.model == Some(PciModel::DmiToPciBridge) => &[0x1e],
            _ => continue,
        };
        let companion = matches!(controller.kind, ControllerKind::Usb(_));
        if !seat.wants_address(domain) {
            continue;
        }
        if let Some(slot) = wanted.iter().copied().find(|slot| !buses.slot_in_use(0, *slot)) {
            // The place is chosen for the group: it may be on the root, where nothing comes by itself.
            buses.take(at(slot, 0), seat.needs)?;
            let address = PciAddress { multifunction: companion.then_some(true), ..pci_address(at(slot, 0)) };
            if let Some(info) = seat.info(domain) {
                info.address = Some(Address::Pci(Some(address)));
            }
        }
    }
    buses.take(at(0x1f, 0), Connect::PCIE)?;
    buses.take(at(0x1f, 3), Connect::PCIE)?;
    primary_video(domain, buses, seats, 1)?;
    for seat in seats.iter().filter(|seat| seat.kind == Kind::Sound) {
        let is_ich9 =
            domain.devices.sounds.get(seat.position).is_some_and(|sound| sound.model == SoundModel::Ich9);
        if is_ich9 && seat.wants_address(domain) && !buses.slot_in_use(0, 0x1b) {
            give(domain, buses, seat, at(0x1b, 0))?;
        }
    }
    Ok(())
}

fn primary_video(domain: &mut Domain, buses: &mut Buses, seats: &[Seat], slot: u8) -> Result<()> {
    let Some(seat) = seats.iter().find(|seat| seat.kind == Kind::Video && seat.position == 0) else {
        return Ok(());
    };
    if !seat.wants_address(domain) || buses.slot_in_use(0, slot) {
        return Ok(());
    }
    give(domain, buses, seat, at(slot, 0))
}

/// Gives a device a place.
pub(super) fn give(domain: &mut Domain, buses: &mut Buses, seat: &Seat, place: Place) -> Result<()> {
    buses.take(place, seat.needs)?;
    if let Some(info) = seat.info(domain) {
        info.address = Some(Address::Pci(Some(pci_address(place))));
    }
    Ok(())
}

/// The address of a place.
pub(super) fn pci_address(place: Place) -> PciAddress {
    PciAddress {
        bus: place.bus,
        slot: u32::from(place.slot),
        function: u32::from(place.function),
        ..PciAddress::default()
    }
}
