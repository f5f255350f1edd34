//! `-blockdev` and `-device` of a disk.

use errors::{Code, Error, Result};
use model::device::address::{Address, DriveAddress};
use model::device::controller::{Controller, ControllerType};
use model::device::disk::{Disk, DiskBus, DiskDevice, DiskIoThread, DiskModel, ErrorPolicy, Translation};
use model::device::info::VirtioModel;
use model::device::storage::{Location, ReconnectDelay};
use prepare::Board;
use serde_json::Value;

use super::{blockdev, cache};
use crate::address::{alias, find, place};
use crate::bootindex::BootIndexes;
use crate::build::Build;
use crate::device::chardev::args::reconnecting;
use crate::option::{Pairs, Props};
use crate::virtio;

/// Writes the disks. Their nodes are numbered from the last disk to the first, as libvirt does.
pub(crate) fn args(build: &mut Build<'_>, boot: &mut BootIndexes) -> Result<()> {
    let guest = build.guest;
    let positions: Vec<Option<u32>> = guest.devices.disks.iter().map(|disk| boot.disk(disk)).collect();
    floppy_boot(build, &positions);
    let mut first_numbers = vec![0; guest.devices.disks.len()];
    let mut next = 0;
    for (disk, first) in guest.devices.disks.iter().zip(&mut first_numbers).rev() {
        *first = next;
        next += blockdev::count(disk);
    }
    build.nodes = next;
    for ((disk, position), first) in guest.devices.disks.iter().zip(positions).zip(first_numbers) {
        one(build, disk, first, position)?;
    }
    Ok(())
}

/// Writes a disk: its nodes, which are numbered after `first` unless they have their numbers, and the device.
pub(crate) fn one(build: &mut Build<'_>, disk: &Disk, first: u32, position: Option<u32>) -> Result<()> {
    let mut numbers = first;
    let top = blockdev::nodes(build, disk, &mut numbers)?;
    let served = vhost_user(build, disk)?;
    let floppy = disk.target.bus == Some(DiskBus::Fdc);
    let props = device(build, disk, top, position.filter(|_| !floppy))?.maybe("chardev", served);
    build.device(props);
    Ok(())
}

/// Writes the nodes of a medium that goes into a drive; gives the name of the one on top.
pub(crate) fn medium(build: &mut Build<'_>, disk: &Disk) -> Result<Option<String>> {
    blockdev::nodes(build, disk, &mut 0)
}

/// The order of floppies is a property of their controller, which Q35 does not have by itself.
fn floppy_boot(build: &mut Build<'_>, positions: &[Option<u32>]) {
    let mut controller = Props::new().with("driver", "isa-fdc");
    let floppies = build
        .guest
        .devices
        .disks
        .iter()
        .zip(positions)
        .filter(|(disk, _)| disk.target.bus == Some(DiskBus::Fdc));
    let mut any = false;
    let mut globals = Vec::new();
    for (disk, position) in floppies {
        any = true;
        let unit = match &disk.info.address {
            Some(Address::Drive(address)) => address.unit,
            _ => 0,
        };
        let property = if unit == 0 { "bootindexA" } else { "bootindexB" };
        if let Some(position) = position {
            globals.push(format!("isa-fdc.{property}={position}"));
            controller = controller.with(property, *position);
        }
    }
    match Board::of(build.guest) {
        Board::Q35 if any => build.device(controller),
        _ => globals.into_iter().for_each(|global| build.option("-global", global)),
    }
}

/// Writes the connection to the process that serves the disk, if one does; gives its name.
fn vhost_user(build: &mut Build<'_>, disk: &Disk) -> Result<Option<String>> {
    let Location::VhostUser { path } = &disk.source.location else { return Ok(None) };
    let id = format!("chr-vu-{}", alias(&disk.info)?);
    let reconnect = match disk.source.reconnect {
        Some(ReconnectDelay::Timeout(reconnect)) => Some(reconnect),
        _ => None,
    };
    let socket = Pairs::new("socket").with("id", &id).with("path", path.as_deref().unwrap_or_default());
    let socket = reconnecting(build, socket, reconnect);
    build.chardev(socket);
    Ok(Some(id))
}

fn device(build: &Build<'_>, disk: &Disk, top: Option<String>, position: Option<u32>) -> Result<Props> {
    let seat = seat(build, disk)?;
    let share = (disk.shareable).then_some(true);
    let mut props = seat.maybe("share-rw", share).maybe("drive", top.clone()).with("id", alias(&disk.info)?);
    props = props.maybe("bootindex", position).maybe("loadparm", build.load_parm(&disk.info));
    props = match disk.target.bus {
        Some(DiskBus::Usb) => props.with("removable", disk.target.removable.unwrap_or(false)),
        Some(DiskBus::Scsi) => props.maybe("removable", disk.target.removable),
        _ => props,
    };
    if let Some(geometry) = disk.geometry {
        props = props
            .with("cyls", geometry.cylinders)
            .with("heads", geometry.heads)
            .with("secs", geometry.sectors);
        props = props.maybe(
            "bios-chs-trans",
            geometry.translation.filter(|how| *how != Translation::None).map(|how| how.to_string()),
        );
    }
    let wwn = disk.wwn.as_deref().and_then(|wwn| u64::from_str_radix(wwn.trim_start_matches("0x"), 16).ok());
    props = props.maybe("wwn", wwn).maybe("rotation_rate", disk.target.rotation_rate);
    props = props.maybe("vendor", disk.vendor.clone()).maybe("product", disk.product.clone());
    props = props
        .maybe("logical_block_size", disk.block_io.logical)
        .maybe("physical_block_size", disk.block_io.physical)
        .maybe("discard_granularity", disk.block_io.discard_granularity);
    if let Some(cache) = cache::of_disk(disk) {
        props = props.with("write-cache", if cache.write_cache { "on" } else { "off" });
    }
    props = props.maybe("dpofua", disk.target.dpofua.map(|on| if on { "on" } else { "off" }));
    props = props.maybe("serial", disk.serial.clone());
    Ok(errors(disk, props))
}

/// What becomes of I/O errors. Reads follow writes, except that a full disk is no matter of reads.
fn errors(disk: &Disk, props: Props) -> Props {
    let named = |policy: Option<ErrorPolicy>| policy.filter(|policy| *policy != ErrorPolicy::Default);
    let write = named(disk.driver.error_policy);
    let read = named(disk.driver.rerror_policy).or(write.filter(|policy| *policy != ErrorPolicy::Enospace));
    let word = |policy: ErrorPolicy| match policy {
        ErrorPolicy::Enospace => "enospc".to_owned(),
        other => other.to_string(),
    };
    props.maybe("werror", write.map(word)).maybe("rerror", read.map(word))
}

/// The driver, and where it is plugged in.
fn seat(build: &Build<'_>, disk: &Disk) -> Result<Props> {
    let optical = disk.device == Some(DiskDevice::Cdrom);
    let drive = match &disk.info.address {
        Some(Address::Drive(address)) => *address,
        _ => DriveAddress::default(),
    };
    match disk.target.bus {
        Some(DiskBus::Virtio) => {
            let transition = match disk.model {
                Some(DiskModel::Transitional) => Some(VirtioModel::Transitional),
                Some(DiskModel::NonTransitional) => Some(VirtioModel::NonTransitional),
                _ => None,
            };
            let served = matches!(disk.source.location, Location::VhostUser { .. });
            let kind = if served { "vhost-user-blk" } else { "virtio-blk" };
            let driver = &disk.driver;
            let iothread = driver.iothread.filter(|id| *id != 0).map(|id| format!("iothread{id}"));
            Ok(Props::new()
                .with("driver", virtio::driver(kind, &disk.info, transition)?)
                .and(virtio::options(driver.virtio))
                .maybe("iothread", iothread)
                .maybe("ioeventfd", driver.ioeventfd)
                .maybe("event_idx", driver.event_idx)
                .and(queue_threads(&driver.iothreads))
                .maybe("num-queues", driver.queues)
                .maybe("queue-size", driver.queue_size)
                .and(place(build.guest, &disk.info)?))
        }
        Some(DiskBus::Ide) => {
            let controller = find(build.guest, ControllerType::Ide, drive.controller)?;
            Ok(Props::new()
                .with("driver", if optical { "ide-cd" } else { "ide-hd" })
                .with("bus", format!("{}.{}", on_board(build, controller, Board::I440fx)?, drive.bus))
                .with("unit", drive.unit))
        }
        Some(DiskBus::Sata) => {
            let controller = find(build.guest, ControllerType::Sata, drive.controller)?;
            Ok(Props::new()
                .with("driver", if optical { "ide-cd" } else { "ide-hd" })
                .with("bus", format!("{}.{}", on_board(build, controller, Board::Q35)?, drive.unit)))
        }
        Some(DiskBus::Scsi) => scsi(build, disk, drive),
        Some(DiskBus::Fdc) => Ok(Props::new().with("driver", "floppy").with("unit", drive.unit)),
        Some(DiskBus::Usb) => {
            let driver = if disk.model == Some(DiskModel::UsbBot) { "usb-bot" } else { "usb-storage" };
            Ok(Props::new().with("driver", driver).and(place(build.guest, &disk.info)?))
        }
        other => Err(Error::new(
            Code::InternalError,
            errors::Domain::Qemu,
            format!(
                "unsupported disk bus '{}' with device setup",
                other.map(|bus| bus.to_string()).unwrap_or_default()
            ),
        )),
    }
}

/// Which I/O threads serve which queues of a device that has several.
pub(crate) fn queue_threads(threads: &[DiskIoThread]) -> Props {
    if threads.is_empty() {
        return Props::new();
    }
    let thread = |thread: &DiskIoThread| {
        let queues = Some(thread.queues.clone()).filter(|queues| !queues.is_empty());
        Props::new().with("iothread", format!("iothread{}", thread.id)).maybe("vqs", queues).into_value()
    };
    Props::new().with("iothread-vq-mapping", threads.iter().map(thread).collect::<Vec<Value>>())
}

/// The first controller of such a board is its own: QEMU calls it so, whatever its user calls it.
fn on_board<'a>(build: &Build<'_>, controller: &'a Controller, board: Board) -> Result<&'a str> {
    match controller.index {
        Some(0) if Board::of(build.guest) == board => Ok("ide"),
        _ => alias(&controller.info),
    }
}

fn scsi(build: &Build<'_>, disk: &Disk, at: DriveAddress) -> Result<Props> {
    let controller = find(build.guest, ControllerType::Scsi, at.controller)?;
    let driver = match disk.device {
        Some(DiskDevice::Cdrom) => "scsi-cd",
        Some(DiskDevice::Lun) => "scsi-block",
        _ => "scsi-hd",
    };
    let bus = format!("{}.0", alias(&controller.info)?);
    let props = Props::new().with("driver", driver).with("bus", bus);
    let narrow = crate::scsi::is_narrow(controller);
    let props = if narrow {
        props.with("scsi-id", at.unit)
    } else {
        props.with("channel", at.bus).with("scsi-id", at.target).with("lun", at.unit)
    };
    if disk.device == Some(DiskDevice::Lun) {
        return Ok(props);
    }
    // The identity that guests see must not change when the alias does.
    let place = match narrow {
        true => format!("drive-scsi{}-{}-{}", at.controller, at.bus, at.unit),
        false => format!("drive-scsi{}-{}-{}-{}", at.controller, at.bus, at.target, at.unit),
    };
    Ok(props.with("device_id", disk.serial.clone().unwrap_or(place)))
}
