//! What a disk must not be.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::controller::ControllerKind;
use model::device::disk::{Disk, DiskBus, DiskDevice, Translation};
use model::device::storage::{Location, NetworkProtocol};
use model::tuning::IoTune;

use super::validate_source as source;
use crate::refusal::{contradiction, internal, nonsense, unsupported};

/// Checks the disks of a complete definition.
///
/// # Errors
/// `XmlError` when two disks have the same target; `ConfigUnsupported` and others for a disk that cannot be.
pub(crate) fn makes_sense(domain: &Domain) -> Result<()> {
    for disk in &domain.devices.disks {
        kind_suits_the_bus(disk)?;
        place_suits_the_bus(disk)?;
        filters_exist(domain, disk)?;
        source::makes_sense(disk)?;
        passthrough_is_a_unit(disk)?;
        limits_are_told_once(disk)?;
        virtio_is_on_the_board(disk)?;
        source_is_told(disk)?;
        source::format_has_it(disk)?;
    }
    targets_are_unique(domain)
}

/// Checks that this emulator can have the disks.
///
/// # Errors
/// `ConfigUnsupported` and others for a disk that cannot be.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    for disk in &domain.devices.disks {
        target_is_whole(disk)?;
        identity_suits_the_bus(disk)?;
        passthrough_is_scsi(disk)?;
        drive_is_offered(disk)?;
        medium_is_there(disk)?;
        source::can_be_had(domain, disk, caps)?;
        raw_io_is_passed_through(disk)?;
        threads_suit_the_bus(domain, disk)?;
        unit_is_there(domain, disk)?;
        shape_suits_the_bus(disk)?;
        limits_can_be_counted(disk)?;
    }
    only_boards_have_ide(domain)
}

/// Floppies have a bus of their own, and virtio has queues.
fn kind_suits_the_bus(disk: &Disk) -> Result<()> {
    let bus = disk.target.bus;
    let named_bus = || bus.map(|bus| bus.to_string()).unwrap_or_default();
    if bus != Some(DiskBus::Virtio) {
        if disk.driver.queues.is_some() {
            return Err(nonsense("queues attribute in disk driver element is only supported for virtio bus"));
        }
        if let Some(model) = disk.model.filter(|_| bus != Some(DiskBus::Usb)) {
            return Err(nonsense(format!("disk model '{model}' not supported for bus '{}'", named_bus())));
        }
    }
    let floppy = disk.device == Some(DiskDevice::Floppy);
    let named = disk.target.dev.starts_with("fd");
    if floppy {
        if bus != Some(DiskBus::Fdc) {
            return Err(internal(format!("Invalid bus type '{}' for floppy disk", named_bus())));
        }
        if !named {
            return Err(internal(format!("Invalid floppy device name: {}", disk.target.dev)));
        }
    } else {
        if bus == Some(DiskBus::Fdc) {
            return Err(internal("Invalid bus type 'fdc' for disk"));
        }
        if named {
            return Err(internal(format!("Invalid harddisk device name: {}", disk.target.dev)));
        }
    }
    if disk.target.removable.is_some() && !matches!(bus, Some(DiskBus::Usb | DiskBus::Scsi)) {
        return Err(contradiction("removable is only valid for usb or scsi disks"));
    }
    Ok(())
}

/// A disk has something on it.
pub(crate) fn source_is_told(disk: &Disk) -> Result<()> {
    match disk.source.location.is_empty() && disk.device == Some(DiskDevice::Disk) {
        true => Err(Error::new(Code::NoSource, errors::Domain::Domain, disk.target.dev.as_str())),
        false => Ok(()),
    }
}

/// Limits that are shared have to be somewhere.
fn filters_exist(domain: &Domain, disk: &Disk) -> Result<()> {
    let there =
        |name: &String| domain.throttle_groups.iter().any(|group| group.group_name.as_ref() == Some(name));
    match disk.throttle_filters.iter().find(|name| !there(name)) {
        Some(missing) => Err(contradiction(format!("throttle group '{missing}' not found"))),
        None => Ok(()),
    }
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
    if super::partition_of_target(dev).is_some_and(|part| part != 0) {
        return Err(unsupported(format!(
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
        _ => false,
    };
    if wrong {
        let kind = address.type_name();
        let dev = &disk.target.dev;
        return Err(nonsense(format!(
            "Invalid address type '{kind}' for the disk '{dev}' with the bus type '{bus}'"
        )));
    }
    Ok(())
}

/// A virtio disk is where all devices of the board are.
fn virtio_is_on_the_board(disk: &Disk) -> Result<()> {
    let Some(address) = disk.info.address.as_ref().filter(|_| disk.target.bus == Some(DiskBus::Virtio))
    else {
        return Ok(());
    };
    match address {
        Address::Pci(_) | Address::Ccw(_) | Address::VirtioMmio => Ok(()),
        other => {
            let kind = other.type_name();
            Err(unsupported(format!("virtio disk cannot have an address of type '{kind}'")))
        }
    }
}

/// Only SCSI disks show a vendor and a product, and not all have a world wide name.
fn identity_suits_the_bus(disk: &Disk) -> Result<()> {
    const SAFE: &str = "-_.+ ";
    let bus = disk.target.bus;
    if disk.wwn.is_some() && !matches!(bus, Some(DiskBus::Ide | DiskBus::Scsi)) {
        return Err(unsupported("Only ide and scsi disk support wwn"));
    }
    if bus != Some(DiskBus::Scsi) {
        for (name, value) in [("vendor", &disk.vendor), ("product", &disk.product)] {
            if value.is_some() {
                return Err(unsupported(format!("Only scsi disk supports '{name}'")));
            }
        }
    }
    let safe = |c: char| c.is_ascii_alphanumeric() || SAFE.contains(c);
    if let Some(serial) = disk.serial.as_ref().filter(|serial| !serial.chars().all(safe)) {
        return Err(Error::new(
            Code::InternalError,
            errors::Domain::Qemu,
            format!("driver serial '{serial}' contains unsafe characters"),
        ));
    }
    Ok(())
}

/// Which buses have drives that open, disks that turn, disks that cannot be written.
fn drive_is_offered(disk: &Disk) -> Result<()> {
    let Some(bus) = disk.target.bus else { return Ok(()) };
    if let Some(name) = disk.driver.name.as_ref().filter(|name| *name != "qemu") {
        return Err(unsupported(format!("unsupported driver name '{name}' for disk '{}'", disk.target.dev)));
    }
    let narrow = matches!(bus, DiskBus::Ide | DiskBus::Sata);
    if narrow && disk.readonly && disk.device == Some(DiskDevice::Disk) {
        return Err(unsupported(format!("readonly {bus} disks are not supported")));
    }
    if bus == DiskBus::Virtio && disk.device == Some(DiskDevice::Cdrom) {
        let dev = &disk.target.dev;
        return Err(unsupported(format!("disk type of '{dev}' does not support ejectable media")));
    }
    if disk.target.rotation_rate.is_some() && !(narrow || bus == DiskBus::Scsi) {
        return Err(Error::new(
            Code::InternalError,
            errors::Domain::Qemu,
            "rotation rate is only valid for SCSI/IDE/SATA bus",
        ));
    }
    Ok(())
}

/// What the BIOS is told of cylinders.
fn shape_suits_the_bus(disk: &Disk) -> Result<()> {
    let (Some(bus), Some(geometry)) = (disk.target.bus, disk.geometry) else { return Ok(()) };
    if bus == DiskBus::Usb {
        return Err(unsupported(format!("CHS geometry can not be set for '{bus}' bus")));
    }
    if bus != DiskBus::Ide && geometry.translation.is_some_and(|how| how != Translation::None) {
        return Err(unsupported(format!("CHS translation mode can only be set for 'ide' bus not '{bus}'")));
    }
    Ok(())
}

/// Where a controller has but one row of units.
fn unit_is_there(domain: &Domain, disk: &Disk) -> Result<()> {
    let Some(Address::Drive(at)) = &disk.info.address else { return Ok(()) };
    match disk.target.bus {
        Some(DiskBus::Sata) if at.target != 0 => Err(unsupported("target must be 0 for sata controller")),
        Some(DiskBus::Ide) if at.target != 0 => Err(unsupported("target must be 0 for ide controller")),
        Some(DiskBus::Scsi) if at.target != 0 => {
            let model = domain.devices.controllers.iter().find_map(|controller| match controller.kind {
                ControllerKind::Scsi { model } if controller.index == Some(at.controller) => model,
                _ => None,
            });
            match model {
                Some(model) if model.is_narrow() => {
                    Err(unsupported(format!("target must be 0 for controller model '{model}'")))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Only the board has an IDE controller.
fn only_boards_have_ide(domain: &Domain) -> Result<()> {
    let second = domain.devices.controllers.iter().any(|controller| {
        matches!(controller.kind, ControllerKind::Ide { .. }) && controller.index.unwrap_or(0) > 0
    });
    if second && crate::Board::of(domain).has_ide() {
        return Err(Error::new(
            Code::InternalError,
            errors::Domain::Qemu,
            "Only 1 IDE controller is supported",
        ));
    }
    Ok(())
}

/// The most that QEMU's counters of limits hold.
const MOST: u64 = 1_000_000_000_000_000;

/// Limits of each sort: of all, of reads, of writes.
fn rates(limits: &IoTune) -> [(&'static str, [Option<u64>; 3]); 4] {
    let IoTune { total_bytes_sec, read_bytes_sec, write_bytes_sec, .. } = *limits;
    let IoTune { total_iops_sec, read_iops_sec, write_iops_sec, .. } = *limits;
    let IoTune { total_bytes_sec_max, read_bytes_sec_max, write_bytes_sec_max, .. } = *limits;
    let IoTune { total_iops_sec_max, read_iops_sec_max, write_iops_sec_max, .. } = *limits;
    [
        ("bytes_sec", [total_bytes_sec, read_bytes_sec, write_bytes_sec]),
        ("iops_sec", [total_iops_sec, read_iops_sec, write_iops_sec]),
        ("bytes_sec_max", [total_bytes_sec_max, read_bytes_sec_max, write_bytes_sec_max]),
        ("iops_sec_max", [total_iops_sec_max, read_iops_sec_max, write_iops_sec_max]),
    ]
}

fn limits_can_be_counted(disk: &Disk) -> Result<()> {
    let mut all = disk.iotune.iter().flat_map(rates).flat_map(|(_, rates)| rates);
    if all.any(|rate| rate.is_some_and(|rate| rate > MOST)) {
        return Err(Error::new(
            Code::ArgumentUnsupported,
            errors::Domain::Qemu,
            format!("block I/O throttle limit must be no more than {MOST} using QEMU"),
        ));
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

/// A unit of the host is passed through by SCSI.
fn passthrough_is_scsi(disk: &Disk) -> Result<()> {
    if disk.device != Some(DiskDevice::Lun) {
        return Ok(());
    }
    if let Some(bus) = disk.target.bus.filter(|bus| !matches!(bus, DiskBus::Scsi | DiskBus::Virtio)) {
        return Err(unsupported(format!("disk device='lun' is not supported for bus='{bus}'")));
    }
    if disk.target.bus == Some(DiskBus::Virtio) {
        return Err(unsupported("This QEMU doesn't support SCSI emulation with 'virtio-blk' device"));
    }
    Ok(())
}

/// What is passed through is a unit of the host, or one on the network.
fn passthrough_is_a_unit(disk: &Disk) -> Result<()> {
    if disk.device != Some(DiskDevice::Lun) {
        return Ok(());
    }
    match &disk.source.location {
        Location::Block(_) | Location::Volume(_) => Ok(()),
        Location::Network(network) if network.protocol == NetworkProtocol::Iscsi => Ok(()),
        Location::Network(network) => {
            let protocol = network.protocol;
            Err(nonsense(format!("disk device='lun' is not supported for protocol='{protocol}'")))
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

/// A disk's limits are its own or those of groups; and of the sum or of its parts.
fn limits_are_told_once(disk: &Disk) -> Result<()> {
    for (what, [total, read, write]) in disk.iotune.iter().flat_map(rates) {
        let set = |rate: Option<u64>| rate.is_some_and(|rate| rate != 0);
        if set(total) && (set(read) || set(write)) {
            return Err(contradiction(format!("total and read/write {what} cannot be set at the same time")));
        }
    }
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
    let driver = &disk.driver;
    if driver.queues.is_none() && driver.iothreads.iter().any(|thread| !thread.queues.is_empty()) {
        return Err(unsupported("'queue' count must be configured for explicit iothread to queue mapping"));
    }
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
        return Err(unsupported(format!("Disk iothread '{thread}' not defined in iothreadid")));
    }
    Ok(())
}
