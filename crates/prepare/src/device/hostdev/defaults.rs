//! Where a SCSI device of the host is when its definition does not say.

use model::Domain;
use model::device::address::{Address, DriveAddress};
use model::device::controller::{ControllerKind, ScsiModel};
use model::device::disk::DiskBus;
use model::device::hostdev::{HostDevSource, MdevModel, ScsiLocation};

/// Writes down the place of every SCSI device, on the first controller that has one free, and the unit of iSCSI
/// targets that name none.
pub(crate) fn complete(domain: &mut Domain) {
    for position in 0..domain.devices.hostdevs.len() {
        let Some(hostdev) = domain.devices.hostdevs.get_mut(position) else { break };
        if let HostDevSource::Mdev { model: MdevModel::VfioPci, display, .. } = &mut hostdev.source {
            let _ = display.get_or_insert(false);
        }
        let HostDevSource::Scsi(source) = &mut hostdev.source else { continue };
        if let ScsiLocation::Iscsi { name, .. } = &mut source.location
            && !name.contains('/')
        {
            name.push_str("/0");
        }
        if hostdev.info.address.is_none() {
            let place = free_place(domain);
            if let Some(hostdev) = domain.devices.hostdevs.get_mut(position) {
                hostdev.info.address = Some(Address::Drive(place));
            }
        }
    }
}

/// The first unit that nothing has, from controller to controller; the last is one that is still to be added.
fn free_place(domain: &Domain) -> DriveAddress {
    let narrow = |index| {
        domain.devices.controllers.iter().any(|controller| {
            controller.index == Some(index)
                && matches!(controller.kind, ControllerKind::Scsi { model: Some(ScsiModel::LsiLogic) })
        })
    };
    let taken = |place: &DriveAddress| {
        let disks = domain
            .devices
            .disks
            .iter()
            .filter(|disk| disk.target.bus == Some(DiskBus::Scsi))
            .map(|disk| &disk.info);
        let hostdevs =
            domain.devices.hostdevs.iter().filter(|hostdev| matches!(hostdev.source, HostDevSource::Scsi(_)));
        disks
            .chain(hostdevs.map(|hostdev| &hostdev.info))
            .any(|info| info.address == Some(Address::Drive(*place)))
    };
    let units = |controller| {
        // The seventh unit of a narrow bus is its controller; wide ones are filled no further either, so that
        // devices spread over controllers.
        let _ = narrow(controller);
        (0..7).map(move |unit| DriveAddress { controller, bus: 0, target: 0, unit })
    };
    (0..).flat_map(units).find(|place| !taken(place)).unwrap_or_default()
}
