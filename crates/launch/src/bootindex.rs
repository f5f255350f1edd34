//! Which device the firmware tries when.

use model::Domain;
use model::device::disk::{Disk, DiskDevice};
use model::device::info::DeviceInfo;
use model::os::BootDevice;

/// The positions that `<boot dev=...>` gives to the first device of each kind; each is given out once.
#[derive(Debug)]
pub(crate) struct BootIndexes {
    floppy: Option<u32>,
    cdrom: Option<u32>,
    hd: Option<u32>,
    network: Option<u32>,
}

impl BootIndexes {
    /// The positions of a guest.
    pub(crate) fn of(guest: &Domain) -> Self {
        let position = |device| {
            let position = guest.os.boot.iter().position(|boot| *boot == device)?;
            u32::try_from(position + 1).ok()
        };
        Self {
            floppy: position(BootDevice::Fd),
            cdrom: position(BootDevice::Cdrom),
            hd: position(BootDevice::Hd),
            network: position(BootDevice::Network),
        }
    }

    /// The position of a disk: its own, or that of its kind.
    pub(crate) fn disk(&mut self, disk: &Disk) -> Option<u32> {
        let kind = match disk.device {
            Some(DiskDevice::Floppy) => self.floppy.take(),
            Some(DiskDevice::Cdrom) => self.cdrom.take(),
            Some(DiskDevice::Disk | DiskDevice::Lun) | None => self.hd.take(),
        };
        own(&disk.info).or(kind)
    }

    /// The position of a network interface.
    pub(crate) fn interface(&mut self, info: &DeviceInfo) -> Option<u32> {
        own(info).or_else(|| self.network.take())
    }
}

/// The position that a device has by itself.
pub(crate) fn own(info: &DeviceInfo) -> Option<u32> {
    info.boot.as_ref().map(|boot| boot.order).filter(|order| *order != 0)
}
