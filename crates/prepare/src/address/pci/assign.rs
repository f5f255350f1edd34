//! Giving every PCI device its place.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::address::{Address, PciAddress};
use model::device::controller::{ControllerKind, PciController, UsbModel};

use super::buses::{Buses, Place};
use super::chipset;
use super::connect::{BusKind, Connect};
use super::controllers;
use super::seats::{self, Kind, Seat};
use crate::Board;
use crate::define::{add_controller, is_ich9};
use crate::refusal::contradiction;

/// Gives every PCI device a place, adding the buses that are needed.
///
/// It is done twice: first on a copy, to learn how many buses it takes, then, with controllers for
/// those buses in the definition, for good; for controllers get their places before other devices.
pub(crate) fn assign(domain: &mut Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let Some(root) = root(domain).filter(|_| has_pci(domain)) else { return no_bus_is_wanted(domain) };
    let legacy_bridge =
        if caps.has_device("pcie-pci-bridge") { BusKind::PcieToPciBridge } else { BusKind::DmiToPciBridge };
    chipset::embed(domain)?;
    let only_root = highest_controller(domain) == 0;

    let mut trial = domain.clone();
    let mut buses = seat_all(&mut trial, root, legacy_bridge, true)?;
    reserve_room(&mut buses, root, only_root)?;
    let mut index = 1;
    while index < buses.len() {
        if let Some(kind) = buses.kind(index)
            && add_missing(domain, index, kind)
            && !kind.needs().is_none()
        {
            buses.take_next(kind.needs(), None)?;
        }
        index += 1;
    }

    let buses = seat_all(domain, root, legacy_bridge, false)?;
    controllers::complete(domain)?;
    mark_multifunction(domain, &buses, root);
    Ok(())
}

/// On a board without PCI there is no place for what needs it.
fn no_bus_is_wanted(domain: &mut Domain) -> Result<()> {
    if Board::of(domain) != Board::Isapc {
        return Ok(());
    }
    let seats = seats::seats(domain, BusKind::PciRoot);
    match seats.iter().any(|seat| seat.wants_address(domain)) {
        true => Err(contradiction("No PCI buses available")),
        false => Ok(()),
    }
}

/// Gives a free place to each PCI device that has none, on the buses that a running guest has.
///
/// # Errors
/// `XmlError` for addresses that clash or do not exist; `InternalError` when no place is left.
pub(crate) fn plug(domain: &mut Domain) -> Result<()> {
    let Some(root) = root(domain) else { return Ok(()) };
    let (mut buses, seats) = taken(domain, root, BusKind::PcieToPciBridge, false)?;
    for seat in &seats {
        if seat.wants_address(domain) && !stays_unplaced(domain, seat) {
            let place = buses.take_free(seat.needs)?;
            if let Some(info) = seat.info(domain) {
                info.address = Some(Address::Pci(Some(chipset::pci_address(place))));
            }
        }
    }
    Ok(())
}

/// The bus at the root; `None` for a guest without PCI.
fn root(domain: &Domain) -> Option<BusKind> {
    domain.devices.controllers.iter().find_map(|controller| match &controller.kind {
        ControllerKind::Pci(pci) if controller.index == Some(0) => pci.model.map(seats::bus_kind),
        _ => None,
    })
}

/// Of the older boards of ARM, one has PCI.
fn has_pci(domain: &Domain) -> bool {
    let arm = matches!(domain.os.arch.as_deref(), Some("aarch64" | "armv6l" | "armv7l"));
    !arm || Board::of(domain) == Board::Virt || domain.os.machine.as_deref() == Some("versatilepb")
}

fn highest_controller(domain: &Domain) -> u32 {
    let pci = domain
        .devices
        .controllers
        .iter()
        .filter(|controller| matches!(controller.kind, ControllerKind::Pci(_)));
    pci.filter_map(|controller| controller.index).max().unwrap_or_default()
}

/// Leaves room for what will be plugged in later: for a bridge on a conventional bus; a free root
/// port where all ports are of our own making.
fn reserve_room(buses: &mut Buses, root: BusKind, only_root: bool) -> Result<()> {
    match root {
        BusKind::PcieRoot if only_root && buses.len() > 1 => {
            buses.take_next(Connect::PCIE.or(Connect::AUTO), None)?;
        }
        BusKind::PciRoot if buses.has_room(Connect::PCI.or(Connect::AUTO)) => {
            buses.take_next(Connect::PCI.or(Connect::AUTO), None)?;
        }
        _ => {}
    }
    Ok(())
}

/// Adds the controller of a bus to the definition, unless it is there.
fn add_missing(domain: &mut Domain, index: usize, kind: BusKind) -> bool {
    let Ok(index) = u32::try_from(index) else { return false };
    let there = domain.devices.controllers.iter().any(|controller| {
        matches!(controller.kind, ControllerKind::Pci(_)) && controller.index == Some(index)
    });
    if !there {
        let model = Some(seats::controller_model(kind));
        add_controller(
            domain,
            ControllerKind::Pci(PciController { model, ..PciController::default() }),
            index,
        );
    }
    !there
}

/// The buses with the places that the definition names and its chipset has, and all who have a place or want one.
/// On trial, buses come into being that devices are placed on.
fn taken(
    domain: &mut Domain,
    root: BusKind,
    legacy_bridge: BusKind,
    trial: bool,
) -> Result<(Buses, Vec<Seat>)> {
    let mut buses = Buses::new(root, legacy_bridge, Board::of(domain) == Board::Pseries);
    for controller in &domain.devices.controllers {
        if let ControllerKind::Pci(pci) = &controller.kind
            && let (Some(model), Some(index)) = (pci.model, controller.index)
        {
            buses.define(index as usize, seats::bus_kind(model));
        }
    }
    let seats = seats::seats(domain, root);
    for seat in &seats {
        if let Some(address) = seat.address(domain) {
            if trial && address.domain == 0 {
                buses.extend_to(address.bus as usize);
            }
            let place = Place {
                bus: address.bus,
                slot: u8::try_from(address.slot).unwrap_or(u8::MAX),
                function: u8::try_from(address.function).unwrap_or(u8::MAX),
            };
            buses.take(place, seat.needs)?;
        }
    }
    chipset::settle(domain, &mut buses, &seats)?;
    Ok((buses, seats))
}

/// Takes the places that the definition names, then gives one to everything else; on trial as [`taken`].
fn seat_all(domain: &mut Domain, root: BusKind, legacy_bridge: BusKind, trial: bool) -> Result<Buses> {
    let (mut buses, seats) = taken(domain, root, legacy_bridge, trial)?;
    for seat in &seats {
        if seat.wants_address(domain) && !stays_unplaced(domain, seat) {
            match companions_place(domain, seat) {
                Some((Some(place), _)) => chipset::give(domain, &mut buses, seat, place)?,
                Some((None, function)) => next(domain, &mut buses, seat, Some(function))?,
                None => next(domain, &mut buses, seat, None)?,
            }
            if companion_function(domain, seat) == Some(0) {
                set_multifunction(domain, seat);
            }
        }
    }
    Ok(buses)
}

/// IDE controllers live in the chip or nowhere.
fn stays_unplaced(domain: &Domain, seat: &Seat) -> bool {
    seat.kind == Kind::Controller
        && domain
            .devices
            .controllers
            .get(seat.position)
            .is_some_and(|controller| matches!(controller.kind, ControllerKind::Ide { .. }))
}

fn next(domain: &mut Domain, buses: &mut Buses, seat: &Seat, function: Option<u8>) -> Result<()> {
    let place = buses.take_next(seat.needs, function)?;
    if let Some(info) = seat.info(domain) {
        let zpci = match info.address {
            Some(Address::Pci(Some(address))) => address.zpci,
            _ => None,
        };
        info.address = Some(Address::Pci(Some(PciAddress { zpci, ..chipset::pci_address(place) })));
    }
    Ok(())
}

/// The function that a part of an ICH9 USB controller has.
fn companion_function(domain: &Domain, seat: &Seat) -> Option<u8> {
    if seat.kind != Kind::Controller {
        return None;
    }
    match domain.devices.controllers.get(seat.position).map(|controller| &controller.kind) {
        Some(ControllerKind::Usb(usb)) => match usb.model {
            Some(UsbModel::Ich9Uhci1) => Some(0),
            Some(UsbModel::Ich9Uhci2) => Some(1),
            Some(UsbModel::Ich9Uhci3) => Some(2),
            Some(UsbModel::Ich9Ehci1) => Some(7),
            _ => None,
        },
        _ => None,
    }
}

/// The parts of an ICH9 USB controller share a slot: its place when another part has one already,
/// and the function.
fn companions_place(domain: &Domain, seat: &Seat) -> Option<(Option<Place>, u8)> {
    let function = companion_function(domain, seat)?;
    let index = domain.devices.controllers.get(seat.position)?.index;
    let placed = domain.devices.controllers.iter().find_map(|controller| {
        match (&controller.kind, &controller.info.address) {
            (ControllerKind::Usb(usb), Some(Address::Pci(Some(address))))
                if is_ich9(usb.model) && controller.index == index =>
            {
                Some(address)
            }
            _ => None,
        }
    });
    let place = placed.map(|address| Place {
        bus: address.bus,
        slot: u8::try_from(address.slot).unwrap_or_default(),
        function,
    });
    Some((place, function))
}

fn set_multifunction(domain: &mut Domain, seat: &Seat) {
    if let Some(info) = seat.info(domain)
        && let Some(Address::Pci(Some(address))) = &mut info.address
    {
        let _ = address.multifunction.get_or_insert(true);
    }
}

/// Function 0 of a slot says that there are others.
fn mark_multifunction(domain: &mut Domain, buses: &Buses, root: BusKind) {
    for seat in seats::seats(domain, root) {
        let Some(address) = seat.address(domain) else { continue };
        let slot = u8::try_from(address.slot).unwrap_or_default();
        if address.function == 0 && buses.is_multifunction(address.bus, slot) {
            set_multifunction(domain, &seat);
        }
    }
}
