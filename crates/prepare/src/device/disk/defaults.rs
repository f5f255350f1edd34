//! What a disk is when its definition does not say.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::disk::{Disk, DiskBus, DiskCache, DiskDevice, SnapshotLocation};
use model::device::storage::{
    BackingStore, EncryptionEngine, Location, NetworkProtocol, StorageFormat, StorageHost, StorageSource,
    Transport,
};

use super::address;

/// Writes down kind, bus, format and place of every disk.
///
/// # Errors
/// `InternalError` for a target whose place cannot be told from its name.
pub(crate) fn complete(domain: &mut Domain) -> Result<()> {
    for disk in &mut domain.devices.disks {
        kind(disk);
        format(disk);
        first_unit(&mut disk.source);
        source(&mut disk.source);
        let mut backing = disk.backing.as_mut();
        while let Some(BackingStore::Image(image)) = backing {
            source(&mut image.source);
            backing = image.backing.as_deref_mut();
        }
        if matches!(disk.source.location, Location::VhostUser { .. }) {
            let _ = disk.snapshot.get_or_insert(SnapshotLocation::No);
        }
        disk.driver.cache = disk.driver.cache.filter(|cache| *cache != DiskCache::Default);
        place(disk)?;
    }
    Ok(())
}

/// A disk, unless it says otherwise; floppies and CD-ROMs have their manners.
fn kind(disk: &mut Disk) {
    let device = *disk.device.get_or_insert(DiskDevice::Disk);
    if disk.target.bus.is_none() {
        disk.target.bus = match device {
            DiskDevice::Floppy => Some(DiskBus::Fdc),
            _ => address::bus_of_target(&disk.target.dev),
        };
    }
    if device == DiskDevice::Cdrom {
        disk.readonly = true;
    }
}

/// Formats are never guessed from a guest's data: an image without one is raw.
fn format(disk: &mut Disk) {
    if !matches!(disk.source.location, Location::Volume(_)) {
        let _ = disk.driver.format.get_or_insert(StorageFormat::Raw);
    }
    let _ = disk.driver.name.get_or_insert_with(|| "qemu".to_owned());
    if let Some(mirror) = &mut disk.mirror {
        let _ = mirror.image.format.get_or_insert(StorageFormat::Raw);
    }
}

/// The first unit of an iSCSI target, when it names none.
fn first_unit(source: &mut StorageSource) {
    if let Location::Network(network) = &mut source.location
        && network.protocol == NetworkProtocol::Iscsi
        && let Some(name) = &mut network.name
        && !name.contains('/')
    {
        name.push_str("/0");
    }
}

/// The ports of web servers, and who decrypts.
pub(crate) fn source(source: &mut StorageSource) {
    if let Some(encryption) = &mut source.encryption {
        let _ = encryption.engine.get_or_insert(EncryptionEngine::Qemu);
    }
    if let Location::Nvme(Some(nvme)) = &mut source.location {
        let _ = nvme.managed.get_or_insert(true);
    }
    let Location::Network(network) = &mut source.location else { return };
    let port = match network.protocol {
        NetworkProtocol::Http => 80,
        NetworkProtocol::Https => 443,
        NetworkProtocol::Ftp => 21,
        NetworkProtocol::Ftps => 990,
        NetworkProtocol::Tftp => 69,
        NetworkProtocol::Nbd => 10809,
        NetworkProtocol::Gluster => 24007,
        NetworkProtocol::Iscsi => 3260,
        NetworkProtocol::Ssh => 22,
        NetworkProtocol::Vxhs => 9999,
        NetworkProtocol::Rbd | NetworkProtocol::Nfs | NetworkProtocol::Sheepdog => return,
    };
    // Only TCP has ports that are known beforehand.
    let over_network = |host: &&mut StorageHost| matches!(host.transport, None | Some(Transport::Tcp));
    for host in network.hosts.iter_mut().filter(over_network) {
        let _ = host.port.get_or_insert(port);
    }
}

fn place(disk: &mut Disk) -> Result<()> {
    if disk.info.address.is_some() {
        return Ok(());
    }
    let Some(number) = address::number_of_target(&disk.target.dev) else {
        let dev = &disk.target.dev;
        return Err(Error::new(
            Code::XmlError,
            errors::Domain::Domain,
            format!("Unknown disk name '{dev}' and no address specified"),
        ));
    };
    disk.info.address = disk.target.bus.and_then(|bus| address::place(bus, number)).map(Address::Drive);
    Ok(())
}
