//! Controllers: their order and index, and those that other devices need.

use std::collections::BTreeSet;

use model::Domain;
use model::device::address::{Address, DriveAddress};
use model::device::channel::ChannelTarget;
use model::device::console::ConsoleType;
use model::device::controller::{
    Controller, ControllerDriver, ControllerKind, ControllerType, IdeModel, UsbModel, VirtioSerialController,
};
use model::device::disk::DiskBus;
use model::device::hostdev::HostDevSource;
use model::device::info::DeviceInfo;

/// A controller with nothing decided yet but its kind and index.
fn controller(kind: ControllerKind, index: u32) -> Controller {
    Controller { kind, index: Some(index), driver: ControllerDriver::default(), info: DeviceInfo::default() }
}

/// Puts a controller among the others where libvirt keeps it: kinds in order of appearance, each
/// kind by index, and a companion behind its master.
pub(crate) fn insert_controller(controllers: &mut Vec<Controller>, new: Controller) {
    let mut place = None;
    for (position, current) in controllers.iter().enumerate().rev() {
        if current.kind.bus() != new.kind.bus() {
            continue;
        }
        let master_comes_first =
            !is_companion(&new.kind) && is_companion(&current.kind) && current.index == new.index;
        match (current.index, new.index) {
            (_, None) => {
                place = Some(position + 1);
                break;
            }
            (Some(there), Some(here)) if there > here => place = Some(position),
            _ if master_comes_first => place = Some(position),
            _ if place.is_none() => place = Some(position + 1),
            _ => {}
        }
    }
    controllers.insert(place.unwrap_or(controllers.len()), new);
}

/// Adds a controller of that kind and index.
pub(crate) fn add_controller(domain: &mut Domain, kind: ControllerKind, index: u32) {
    insert_controller(&mut domain.devices.controllers, controller(kind, index));
}

fn is_companion(kind: &ControllerKind) -> bool {
    matches!(kind, ControllerKind::Usb(usb) if usb.master_start_port.is_some())
}

/// Is there a controller of that kind and index?
pub(crate) fn has_controller(domain: &Domain, kind: ControllerType, index: u32) -> bool {
    domain
        .devices
        .controllers
        .iter()
        .any(|controller| controller.kind.bus() == kind && controller.index == Some(index))
}

/// Numbers the controllers that have no number, and puts all in order.
pub(crate) fn index(domain: &mut Domain) {
    let mut ordered = Vec::with_capacity(domain.devices.controllers.len());
    for mut controller in std::mem::take(&mut domain.devices.controllers) {
        if let ControllerKind::Usb(usb) = &mut controller.kind {
            usb.master_start_port = usb.master_start_port.or(match usb.model {
                Some(UsbModel::Ich9Uhci1) => Some(0),
                Some(UsbModel::Ich9Uhci2) => Some(2),
                Some(UsbModel::Ich9Uhci3) => Some(4),
                _ => None,
            });
        }
        insert_controller(&mut ordered, controller);
    }
    for position in 0..ordered.len() {
        let Some(controller) = ordered.get(position).filter(|controller| controller.index.is_none()) else {
            continue;
        };
        let index = free_index(&ordered, &controller.kind);
        if let Some(controller) = ordered.get_mut(position) {
            controller.index = Some(index);
        }
    }
    // Those that have just got a number find their place among the others.
    for controller in ordered {
        insert_controller(&mut domain.devices.controllers, controller);
    }
}

/// The smallest number that no controller of the kind has. Companions of one USB 2 controller share
/// the number of the one before them, as long as it lacks such a companion.
fn free_index(controllers: &[Controller], kind: &ControllerKind) -> u32 {
    let same = || controllers.iter().filter(|other| other.kind.bus() == kind.bus());
    if let ControllerKind::Usb(usb) = kind
        && is_ich9(usb.model)
        && let Some(group) = same()
            .filter(|other| matches!(&other.kind, ControllerKind::Usb(other) if is_ich9(other.model)))
            .filter_map(|other| other.index)
            .max()
        && !same().any(|other| {
            other.index == Some(group)
                && matches!(&other.kind, ControllerKind::Usb(other) if other.model == usb.model)
        })
    {
        return group;
    }
    let taken: Vec<u32> = same().filter_map(|other| other.index).collect();
    (0..).find(|index| !taken.contains(index)).unwrap_or_default()
}

/// Is it part of an ICH9 USB 2 controller, which has several functions?
pub(crate) fn is_ich9(model: Option<UsbModel>) -> bool {
    matches!(
        model,
        Some(UsbModel::Ich9Ehci1 | UsbModel::Ich9Uhci1 | UsbModel::Ich9Uhci2 | UsbModel::Ich9Uhci3)
    )
}

/// Adds the controllers that devices refer to: for disks one of each number up to the highest that
/// an address names, for virtio serial ports, for smart cards and for SCSI host devices likewise.
pub(crate) fn add_for_devices(domain: &mut Domain) {
    for (bus, kind) in [
        (DiskBus::Scsi, ControllerKind::Scsi { model: None }),
        (DiskBus::Fdc, ControllerKind::Fdc),
        (DiskBus::Ide, ControllerKind::Ide { model: None::<IdeModel> }),
        (DiskBus::Sata, ControllerKind::Sata),
    ] {
        let highest = domain
            .devices
            .disks
            .iter()
            .filter(|disk| disk.target.bus == Some(bus))
            .filter_map(|disk| match &disk.info.address {
                Some(Address::Drive(DriveAddress { controller, .. })) => Some(*controller),
                _ => None,
            })
            .max();
        add_up_to(domain, &kind, highest);
    }
    for index in virtio_serial_controllers(domain) {
        if !has_controller(domain, ControllerType::VirtioSerial, index) {
            add_controller(domain, ControllerKind::VirtioSerial(VirtioSerialController::default()), index);
        }
    }
    if !domain.devices.smartcards.is_empty() {
        let highest = domain.devices.smartcards.iter().filter_map(|card| match &card.info.address {
            Some(Address::Ccid(address)) => Some(address.controller),
            _ => None,
        });
        let highest = highest.max().unwrap_or_default();
        add_up_to(domain, &ControllerKind::Ccid, Some(highest));
    }
}

/// SCSI devices of the host have their controllers before the board gives any.
pub(super) fn add_for_hostdevs(domain: &mut Domain) {
    crate::device::place_hostdevs(domain);
    let hostdevs =
        domain.devices.hostdevs.iter().filter(|hostdev| matches!(hostdev.source, HostDevSource::Scsi(_)));
    let highest = hostdevs.filter_map(|hostdev| match &hostdev.info.address {
        Some(Address::Drive(address)) => Some(address.controller),
        _ => None,
    });
    let highest = highest.max();
    // Host devices are beside others of their like.
    let kind = like_the_others(domain, &ControllerKind::Scsi { model: None });
    add_up_to(domain, &kind, highest);
}

fn add_up_to(domain: &mut Domain, kind: &ControllerKind, highest: Option<u32>) {
    for index in 0..highest.map_or(0, |highest| highest.saturating_add(1)) {
        if !has_controller(domain, kind.bus(), index) {
            add_controller(domain, kind.clone(), index);
        }
    }
}

/// A SCSI controller that is added is of the model of those that are there.
fn like_the_others(domain: &Domain, kind: &ControllerKind) -> ControllerKind {
    let scsi = domain.devices.controllers.iter().find_map(|controller| match (&controller.kind, kind) {
        (ControllerKind::Scsi { model }, ControllerKind::Scsi { .. }) => *model,
        _ => None,
    });
    match scsi {
        Some(model) => ControllerKind::Scsi { model: Some(model) },
        None => kind.clone(),
    }
}

/// The virtio serial controllers that channels and consoles refer to.
fn virtio_serial_controllers(domain: &Domain) -> BTreeSet<u32> {
    let channels = domain
        .devices
        .channels
        .iter()
        .filter(|channel| matches!(channel.target, ChannelTarget::Virtio { .. }));
    let consoles =
        domain.devices.consoles.iter().filter(|console| console.target_type == Some(ConsoleType::Virtio));
    let infos = channels.map(|channel| &channel.info).chain(consoles.map(|console| &console.info));
    infos
        .map(|info| match &info.address {
            Some(Address::VirtioSerial(address)) => address.controller,
            _ => 0,
        })
        .collect()
}
