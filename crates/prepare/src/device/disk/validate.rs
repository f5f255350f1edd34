//! What a disk must not be.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::disk::{Disk, DiskBus, DiskDevice};
use model::device::storage::{Location, NetworkProtocol, SecretUse, StorageFormat};

use crate::refusal::{contradiction, internal, nonsense, unsupported};

/// Checks the disks of a complete definition.
///
/// # Errors
/// `XmlError` when two disks have the same target; `ConfigUnsupported` and others for a disk that cannot be.
pub(crate) fn validate(domain: &Domain, _caps: &EmulatorCapabilities) -> Result<()> {
    for disk in &domain.devices.disks {
        target_is_whole(disk)?;
        place_suits_the_bus(disk)?;
        identity_suits_the_bus(disk)?;
        medium_is_there(disk)?;
        format_is_served(disk)?;
        passthrough_is_scsi(disk)?;
        raw_io_is_passed_through(disk)?;
        secrets_suit_the_server(disk)?;
        limits_are_told_once(disk)?;
        threads_suit_the_bus(domain, disk)?;
    }
    targets_are_unique(domain)
}

fn targets_are_unique(domain: &Domain) -> Result<()> {
    let disks = &domain.devices.disks;
    for (position, disk) in disks.iter().enumerate() {
        let Some(earlier) = disks.iter().take(position).find(|earlier| earlier.target.dev == disk.target.dev)
        else {
            continue;
        };
        let source = |disk: &Disk| disk.source.location.path().unwrap_or("(null)").to_owned();
        return Err(contradiction(format!(
            "target '{}' duplicated for disk sources '{}' and '{}'",
            disk.target.dev,
            source(earlier),
            source(disk)
        )));
    }
    Ok(())
}

/// A target is a disk, not a part of one.
fn target_is_whole(disk: &Disk) -> Result<()> {
    let dev = &disk.target.dev;
    let known = super::target_number(dev).is_some();
    if known && dev.ends_with(|last: char| last.is_ascii_digit()) {
        return Err(nonsense(format!(
            "invalid disk target '{dev}', partitions can't appear in disk targets"
        )));
    }
    Ok(())
}

/// A disk behind a controller has a place on it, any other one on the bus where all devices are.
fn place_suits_the_bus(disk: &Disk) -> Result<()> {
    let Some(bus) = disk.target.bus else { return Ok(()) };
    let Some(address) = &disk.info.address else { return Ok(()) };
    let wrong = match bus {
        DiskBus::Ide | DiskBus::Fdc | DiskBus::Scsi | DiskBus::Sata => !matches!(address, Address::Drive(_)),
        DiskBus::Usb => {
            if !matches!(address, Address::Usb(_)) {
                return Err(internal("unexpected address type for usb disk"));
            }
            false
        }
        DiskBus::Virtio => matches!(address, Address::Drive(_) | Address::Usb(_)),
        _ => false,
    };
    if wrong {
        let kind = kind_of_address(address);
        let dev = &disk.target.dev;
        return Err(nonsense(format!(
            "Invalid address type '{kind}' for the disk '{dev}' with the bus type '{bus}'"
        )));
    }
    Ok(())
}

/// The word for a kind of address.
fn kind_of_address(address: &Address) -> &'static str {
    match address {
        Address::Pci(_) => "pci",
        Address::Drive(_) => "drive",
        Address::VirtioSerial(_) => "virtio-serial",
        Address::Ccid(_) => "ccid",
        Address::Usb(_) => "usb",
        Address::SpaprVio { .. } => "spapr-vio",
        Address::Ccw(_) => "ccw",
        Address::VirtioMmio => "virtio-mmio",
        Address::Isa(_) => "isa",
        Address::Dimm(_) => "dimm",
        Address::Unassigned => "unassigned",
    }
}

/// Only SCSI disks show a vendor and a product.
fn identity_suits_the_bus(disk: &Disk) -> Result<()> {
    if disk.target.bus == Some(DiskBus::Scsi) {
        return Ok(());
    }
    for (name, value) in [("vendor", &disk.vendor), ("product", &disk.product)] {
        if value.is_some() {
            return Err(nonsense(format!("Only scsi disk supports '{name}'")));
        }
    }
    Ok(())
}

/// A drive that can change its medium may be empty; a disk, and a USB stick, may not.
fn medium_is_there(disk: &Disk) -> Result<()> {
    if disk.source.location.is_empty() && disk.target.bus == Some(DiskBus::Usb) {
        return Err(unsupported("'usb' disk must not be empty"));
    }
    Ok(())
}

fn format_is_served(disk: &Disk) -> Result<()> {
    match disk.driver.format {
        Some(StorageFormat::Iso) => {
            Err(unsupported("storage format 'iso' is not directly supported by QEMU, use 'raw' instead"))
        }
        Some(StorageFormat::Cow) => Err(unsupported("'cow' storage format is not supported")),
        Some(StorageFormat::Dir) => {
            Err(unsupported("storage format 'dir' is not directly supported by QEMU, use 'fat' instead"))
        }
        _ => Ok(()),
    }
}

/// A unit of the host is passed through by SCSI.
fn passthrough_is_scsi(disk: &Disk) -> Result<()> {
    if disk.device != Some(DiskDevice::Lun) {
        return Ok(());
    }
    if disk.target.bus == Some(DiskBus::Virtio) {
        return Err(unsupported("This QEMU doesn't support SCSI emulation with 'virtio-blk' device"));
    }
    match &disk.source.location {
        Location::Block(_) | Location::Volume(_) => Ok(()),
        Location::Network(network) if network.protocol == NetworkProtocol::Iscsi => Ok(()),
        Location::Network(network) => {
            let protocol = network.protocol;
            Err(unsupported(format!("disk device='lun' is not supported for protocol='{protocol}'")))
        }
        _ => Err(nonsense("disk device='lun' is only valid for block type disk source")),
    }
}

/// Only a unit of the host that is passed through takes commands as they are.
fn raw_io_is_passed_through(disk: &Disk) -> Result<()> {
    if disk.rawio.is_some() && disk.device != Some(DiskDevice::Lun) {
        return Err(nonsense("rawio can be used only with device='lun'"));
    }
    Ok(())
}

/// Servers of one kind take secrets of that kind.
fn secrets_suit_the_server(disk: &Disk) -> Result<()> {
    let Location::Network(network) = &disk.source.location else { return Ok(()) };
    let Some(auth) = &disk.source.auth else { return Ok(()) };
    let wanted = match network.protocol {
        NetworkProtocol::Iscsi => SecretUse::Iscsi,
        NetworkProtocol::Rbd => SecretUse::Ceph,
        _ => return Ok(()),
    };
    match auth.secret_use {
        None => Err(nonsense("unknown secret type '<null>'")),
        Some(given) if given != wanted => Err(nonsense(format!("invalid secret type '{given}'"))),
        Some(_) => Ok(()),
    }
}

/// A disk's limits are its own or those of groups.
fn limits_are_told_once(disk: &Disk) -> Result<()> {
    if disk.iotune.is_some() && !disk.throttle_filters.is_empty() {
        let detail = format!(
            "block 'throttlefilters' can't be used together with 'iotune' for disk '{}'",
            disk.target.dev
        );
        return Err(Error::new(Code::OperationUnsupported, errors::Domain::Domain, detail));
    }
    Ok(())
}

/// A disk has an I/O thread of its own on virtio only, and the thread has to exist.
fn threads_suit_the_bus(domain: &Domain, disk: &Disk) -> Result<()> {
    let Some(thread) = disk.driver.iothread.filter(|thread| *thread != 0) else { return Ok(()) };
    let dev = &disk.target.dev;
    if disk.target.bus != Some(DiskBus::Virtio) {
        let bus = disk.target.bus.map(|bus| bus.to_string()).unwrap_or_default();
        return Err(unsupported(format!("IOThreads not available for bus {bus} target {dev}")));
    }
    let by_number = domain.iothread_ids.is_empty() && thread <= domain.iothreads.unwrap_or(0);
    if !by_number
        && !domain.iothread_ids.iter().any(|known| known.id == thread)
        && thread > domain.iothreads.unwrap_or(0)
    {
        return Err(unsupported(format!("IOThread {thread} not defined in iothreadid")));
    }
    Ok(())
}
