//! What is said of the place of any device, whatever its kind.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::info::DeviceInfo;

use crate::Board;
use crate::refusal::{nonsense, unsupported};

/// Checks that every device is on a bus that there can be on this board.
///
/// # Errors
/// `ConfigUnsupported` for one that is not.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let channels = Board::of(domain) == Board::S390Ccw;
    let elsewhere =
        |info: &&DeviceInfo| !domain.devices.hubs.iter().any(|hub| std::ptr::eq(&raw const hub.info, *info));
    for info in domain.devices.infos().filter(elsewhere) {
        let indexed = info.acpi_index.is_some() && !matches!(info.address, Some(Address::Pci(_)));
        if indexed && !built_in(domain, info) {
            return Err(unsupported("ACPI index is only supported for PCI devices"));
        }
        match &info.address {
            Some(Address::Pci(Some(address))) => {
                let told = address.zpci.is_some_and(|zpci| zpci.uid.is_some() || zpci.fid.is_some());
                if told && !caps.has_device("zpci") {
                    return Err(unsupported("This QEMU binary doesn't support zPCI"));
                }
            }
            Some(Address::Ccw(_)) if !channels => {
                let machine = domain.os.machine.as_deref().unwrap_or_default();
                return Err(unsupported(format!(
                    "CCW addresses are not supported by machine type '{machine}'"
                )));
            }
            Some(Address::Unassigned) if !of_host(domain, info) => {
                return Err(nonsense("address of type 'unassigned' is supported only for hostdevs"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// May it have an index that nobody looks at?
fn built_in(domain: &Domain, info: &DeviceInfo) -> bool {
    let same = |other: &DeviceInfo| std::ptr::eq(&raw const *other, info);
    let devices = &domain.devices;
    devices.controllers.iter().any(|device| same(&device.info))
        || devices.sounds.iter().any(|device| same(&device.info))
        || devices.iommu.iter().any(|device| same(&device.info))
}

/// Is it the place of a device of the host?
fn of_host(domain: &Domain, info: &DeviceInfo) -> bool {
    domain.devices.hostdevs.iter().any(|hostdev| std::ptr::eq(&raw const hostdev.info, info))
        || domain.devices.disks.iter().any(|disk| std::ptr::eq(&raw const disk.info, info))
}
