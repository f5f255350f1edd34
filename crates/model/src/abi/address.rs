//! Where a device sits.

use errors::Result;

use super::compare::{equal, same};
use crate::device::address::{Address, PciAddress};
use crate::device::info::DeviceInfo;

/// Whether the guest finds the device at the same place.
pub(super) fn check(source: &DeviceInfo, target: &DeviceInfo) -> Result<()> {
    let (from, to) = (source.address.as_ref(), target.address.as_ref());
    same("device address type", kind(from), kind(to))?;
    match (from, to) {
        (Some(Address::Pci(Some(source))), Some(Address::Pci(Some(target)))) => {
            same("device PCI address", pci(source), pci(target))?;
        }
        (Some(Address::Drive(source)), Some(Address::Drive(target))) => {
            let place =
                |a: &crate::device::address::DriveAddress| format!("{}:{}:{}", a.controller, a.bus, a.unit);
            same("device drive address", place(source), place(target))?;
        }
        _ => equal(&from, &to, "Target device address does not match source")?,
    }
    let index = |info: &DeviceInfo| info.acpi_index.unwrap_or(0);
    let quoted = |info: &DeviceInfo| format!("'{}'", index(info));
    same("device ACPI index", quoted(source), quoted(target))
}

fn pci(a: &PciAddress) -> String {
    format!("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function)
}

fn kind(address: Option<&Address>) -> &'static str {
    match address {
        None => "none",
        Some(Address::Pci(_)) => "pci",
        Some(Address::Drive(_)) => "drive",
        Some(Address::VirtioSerial(_)) => "virtio-serial",
        Some(Address::Ccid(_)) => "ccid",
        Some(Address::Usb(_)) => "usb",
        Some(Address::SpaprVio { .. }) => "spapr-vio",
        Some(Address::Ccw(_)) => "ccw",
        Some(Address::VirtioMmio) => "virtio-mmio",
        Some(Address::Isa(_)) => "isa",
        Some(Address::Dimm(_)) => "dimm",
        Some(Address::Unassigned) => "unassigned",
    }
}
