//! What the image behind a disk must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::disk::{Disk, DiskCache, DiskDevice, IoMode};
use model::device::storage::{
    EncryptionEngine, EncryptionFormat, Location, NetworkLocation, NetworkProtocol, SecretUse, StartupPolicy,
    StorageFormat, Transport,
};

use crate::refusal::{contradiction, nonsense, unsupported};

/// Rules that hold whatever the emulator is.
pub(super) fn makes_sense(disk: &Disk) -> Result<()> {
    if disk.sgio == Some(model::device::disk::Sgio::Unfiltered) {
        return Err(nonsense("unfiltered sgio is no longer supported"));
    }
    let cdrom_or_floppy = matches!(disk.device, Some(DiskDevice::Cdrom | DiskDevice::Floppy));
    if disk.target.tray.is_some() && !cdrom_or_floppy {
        return Err(nonsense("tray is only valid for cdrom and floppy"));
    }
    if let Some(policy @ StartupPolicy::Requisite) = disk.source.startup_policy
        && !cdrom_or_floppy
    {
        return Err(contradiction(format!(
            "disk startupPolicy '{policy}' is allowed only for cdrom or floppy"
        )));
    }
    if disk.source.reservations.is_some() && disk.device != Some(DiskDevice::Lun) {
        return Err(nonsense("<reservations/> allowed only for lun devices"));
    }
    if disk.source.data_store.is_some() && disk.driver.format != Some(StorageFormat::Qcow2) {
        return Err(nonsense("<dataStore> feature available only with qcow2 images"));
    }
    if matches!(disk.source.location, Location::VhostUser { .. }) && disk.backing.is_some() {
        return Err(nonsense("backingStore is not supported with vhostuser disk"));
    }
    let Location::Network(network) = &disk.source.location else { return Ok(()) };
    secrets_suit_the_server(disk, network)
}

/// What only qcow2 has.
pub(super) fn format_has_it(disk: &Disk) -> Result<()> {
    match disk.driver.discard_no_unref == Some(true) && disk.driver.format != Some(StorageFormat::Qcow2) {
        true => Err(nonsense("'discard_no_unref' only works with qcow2 disk format")),
        false => Ok(()),
    }
}

/// Servers of one kind take secrets of that kind, and some take none.
fn secrets_suit_the_server(disk: &Disk, network: &NetworkLocation) -> Result<()> {
    let Some(auth) = &disk.source.auth else { return Ok(()) };
    let protocol = network.protocol;
    let wanted = match protocol {
        NetworkProtocol::Iscsi => SecretUse::Iscsi,
        NetworkProtocol::Rbd => SecretUse::Ceph,
        NetworkProtocol::Nbd
        | NetworkProtocol::Gluster
        | NetworkProtocol::Sheepdog
        | NetworkProtocol::Tftp
        | NetworkProtocol::Nfs
        | NetworkProtocol::Vxhs => {
            return Err(nonsense(format!("authentication is not supported for protocol '{protocol}'")));
        }
        _ => return Ok(()),
    };
    match auth.secret_use {
        None => Err(nonsense("unknown secret type '<null>'")),
        Some(given) if given != wanted => Err(nonsense(format!("invalid secret type '{given}'"))),
        Some(_) => Ok(()),
    }
}

/// Rules of this emulator.
pub(super) fn can_be_had(domain: &Domain, disk: &Disk, caps: &EmulatorCapabilities) -> Result<()> {
    format_is_served(disk)?;
    let driver = &disk.driver;
    if driver.metadata_cache_size.is_some() && driver.format != Some(StorageFormat::Qcow2) {
        return Err(unsupported("metadata cache max size control is supported only with qcow2 images"));
    }
    if let Some(encryption) = &disk.source.encryption {
        if matches!(encryption.format, EncryptionFormat::Default | EncryptionFormat::Qcow) {
            return Err(unsupported("old qcow/qcow2 encryption is not supported"));
        }
        let format = encryption.format;
        if matches!(format, EncryptionFormat::Luks2 | EncryptionFormat::LuksAny)
            && encryption.engine == Some(EncryptionEngine::Qemu)
        {
            return Err(unsupported(format!(
                "'{format}' is currently not supported by the qemu encryption engine"
            )));
        }
        let any = encryption.format == EncryptionFormat::LuksAny
            && encryption.engine == Some(EncryptionEngine::Librbd);
        if any && !caps.has(caps::Feature::RbdEncryptionLuksAny) {
            return Err(unsupported("luks-any encryption is not supported by this QEMU binary"));
        }
    }
    let bypasses = matches!(driver.cache, Some(DiskCache::None | DiskCache::Directsync));
    if driver.io == Some(IoMode::Native) && !bypasses && !disk.shareable {
        return Err(unsupported("io='native' needs either no disk cache or directsync cache mode"));
    }
    match &disk.source.location {
        Location::VhostUser { .. } => crate::device::needs_shared_memory(domain, "vhostuser"),
        Location::VhostVdpa { .. } => {
            crate::device::needs_shared_memory(domain, "vhostvdpa")?;
            match caps.has(caps::Feature::BlockdevVhostVdpa) {
                true => Ok(()),
                false => Err(unsupported("vhostvdpa disk is not supported with this QEMU binary")),
            }
        }
        Location::Network(network) => server_can_be_reached(network, caps),
        _ => Ok(()),
    }
}

fn format_is_served(disk: &Disk) -> Result<()> {
    let directory = matches!(disk.source.location, Location::Dir(_));
    match disk.driver.format {
        Some(StorageFormat::Iso) => {
            Err(unsupported("storage format 'iso' is not directly supported by QEMU, use 'raw' instead"))
        }
        Some(StorageFormat::Cow) => Err(unsupported("'cow' storage format is not supported")),
        Some(StorageFormat::Dir) => Err(unsupported(
            "'directory' storage format is not directly supported by QEMU, use 'dir' disk type instead",
        )),
        Some(StorageFormat::Fat) if !directory => {
            Err(unsupported("storage format 'fat' is supported only with 'dir' storage type"))
        }
        format if directory && format != Some(StorageFormat::Fat) => {
            Err(unsupported("storage type 'dir' requires use of storage format 'fat'"))
        }
        _ if directory && !disk.readonly && !disk.source.location.is_empty() => {
            Err(unsupported("virtual FAT storage can't be accessed in read-write mode"))
        }
        _ => Ok(()),
    }
}

fn server_can_be_reached(network: &NetworkLocation, caps: &EmulatorCapabilities) -> Result<()> {
    let protocol = network.protocol;
    match protocol {
        NetworkProtocol::Tftp if !caps.has(caps::Feature::BlockdevTftp) => {
            Err(unsupported("'tftp' protocol is not supported with this QEMU binary"))
        }
        NetworkProtocol::Nfs => {
            let [host] = network.hosts.as_slice() else {
                return Err(unsupported("'nfs' protocol requires the usage of exactly one host"));
            };
            if host.transport.is_some_and(|transport| transport != Transport::Tcp) {
                return Err(unsupported("'nfs' host must use TCP protocol"));
            }
            if host.port.is_some_and(|port| port != 0) {
                return Err(unsupported("port cannot be specified in 'nfs' protocol host"));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
