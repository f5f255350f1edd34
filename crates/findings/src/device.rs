//! Findings of a single device: at launch for each of them, and for one that is plugged in, before the
//! attempt.

use model::device::disk::{Disk, DiskDevice};
use model::device::hostdev::{HostDev, HostDevSource};
use model::device::interface::Interface;
use model::device::storage::Location;

use crate::{Finding, rules};

/// A disk: raw I/O, or a CD drive of the host. `cd_drives` are the paths that the host says are such drives.
pub fn disk(disk: &Disk, cd_drives: &[String]) -> Vec<Finding> {
    let mut found = Vec::new();
    if disk.rawio == Some(true) {
        found.push(rules::high_privileges(
            disk.target.dev.as_str(),
            Some("/domain/devices/disk/@rawio"),
            "the disk is given with raw I/O",
        ));
    }
    if disk.device == Some(DiskDevice::Cdrom)
        && let Location::Block(Some(path)) = &disk.source.location
        && cd_drives.contains(path)
    {
        found.push(rules::cdrom_passthrough(path));
    }
    found
}

/// A host device: a SCSI device with raw I/O.
pub fn hostdev(hostdev: &HostDev) -> Option<Finding> {
    match &hostdev.source {
        HostDevSource::Scsi(scsi) if scsi.rawio == Some(true) => Some(rules::high_privileges(
            hostdev.info.alias.as_deref().unwrap_or("hostdev"),
            Some("/domain/devices/hostdev/@rawio"),
            "the SCSI device is given with raw I/O",
        )),
        _ => None,
    }
}

/// An interface: a script sets it up, whatever its type. A script that only takes it down does not count.
pub fn interface(interface: &Interface) -> Option<Finding> {
    interface.script.as_ref().map(|script| rules::shell_scripts(script.as_str()))
}
