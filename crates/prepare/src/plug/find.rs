//! Which device a client means: by its target, its address on the network, or whatever else tells those of its kind
//! apart.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::PciAddress;
use model::device::channel::ChannelTarget;
use model::device::chardev::CharSource;
use model::device::hostdev::{HostDevSource, ScsiLocation, UsbSource};
use model::device::info::DeviceInfo;
use model::device::interface::Interface;
use model::device::{Device, DeviceKind, Devices, Position};

/// The position of the device that a client describes.
///
/// # Errors
/// 99 "device not found" and its like, in the words for a running guest or for a stored definition; 9 when several
/// are meant.
pub fn find(domain: &Domain, wanted: &Device, live: bool) -> Result<Position> {
    if let Device::Interface(wanted) = wanted {
        return interface(&domain.devices, wanted);
    }
    let kind = wanted.kind();
    let all = (0..domain.devices.count(kind)).map(|index| Position { kind, index });
    let mut all =
        all.filter(|at| domain.devices.device_at(*at).is_some_and(|known| is_meant(&known, wanted)));
    all.next().ok_or_else(|| missing(wanted, live))
}

/// The position of the device with an alias.
///
/// # Errors
/// 1 "no device found with alias ...".
pub fn find_alias(domain: &Domain, alias: &str) -> Result<Position> {
    domain.devices.position_of_alias(alias).ok_or_else(|| {
        let detail = format!("no device found with alias {alias}");
        Error::new(Code::InternalError, errors::Domain::Domain, detail)
    })
}

fn is_meant(known: &Device, wanted: &Device) -> bool {
    let same_info = match (known.info(), wanted.info()) {
        (Some(known), Some(wanted)) => agrees(known, wanted),
        _ => true,
    };
    match (known, wanted) {
        (Device::Disk(known), Device::Disk(wanted)) => known.target.dev == wanted.target.dev,
        (Device::Controller(known), Device::Controller(wanted)) => {
            known.kind.bus() == wanted.kind.bus() && known.index == wanted.index
        }
        (Device::Lease(known), Device::Lease(wanted)) => {
            known.key == wanted.key && known.lockspace == wanted.lockspace
        }
        (Device::Filesystem(known), Device::Filesystem(wanted)) => known.target == wanted.target,
        (Device::Serial(known), Device::Serial(wanted)) => {
            same_source(&known.source, &wanted.source)
                && (wanted.port.is_none() || known.port == wanted.port)
                && known.target_type == wanted.target_type
        }
        (Device::Parallel(known), Device::Parallel(wanted)) => {
            same_source(&known.source, &wanted.source) && (wanted.port.is_none() || known.port == wanted.port)
        }
        (Device::Channel(known), Device::Channel(wanted)) => {
            same_source(&known.source, &wanted.source) && same_target(&known.target, &wanted.target)
        }
        (Device::Console(known), Device::Console(wanted)) => same_source(&known.source, &wanted.source),
        (Device::RedirDev(known), Device::RedirDev(wanted)) => {
            same_info && same_source(&known.source, &wanted.source)
        }
        (Device::Input(known), Device::Input(wanted)) => {
            same_info && known.kind == wanted.kind && (wanted.bus.is_none() || known.bus == wanted.bus)
        }
        (Device::Rng(known), Device::Rng(wanted)) => {
            same_info
                && known.model == wanted.model
                && known.rate == wanted.rate
                && known.backend == wanted.backend
        }
        (Device::Watchdog(known), Device::Watchdog(wanted)) => {
            same_info && known.model == wanted.model && known.action == wanted.action
        }
        (Device::Shmem(known), Device::Shmem(wanted)) => {
            same_info && known.name == wanted.name && known.model == wanted.model
        }
        (Device::Memory(known), Device::Memory(wanted)) => {
            same_info
                && known.model == wanted.model
                && known.target.size == wanted.target.size
                && (wanted.target.node.is_none() || known.target.node == wanted.target.node)
        }
        (Device::HostDev(known), Device::HostDev(wanted)) => known.source == wanted.source,
        (Device::Sound(known), Device::Sound(wanted)) => same_info && known.model == wanted.model,
        (Device::Vsock(known), Device::Vsock(wanted)) => {
            same_info && (wanted.cid.is_none() || known.cid == wanted.cid)
        }
        (Device::Iommu(known), Device::Iommu(wanted)) => known.model == wanted.model,
        _ => false,
    }
}

/// Alias and address, as far as a client says them.
fn agrees(known: &DeviceInfo, wanted: &DeviceInfo) -> bool {
    (wanted.alias.is_none() || known.alias == wanted.alias)
        && (wanted.address.is_none() || known.address == wanted.address)
}

fn same_source(known: &CharSource, wanted: &CharSource) -> bool {
    known.backend == wanted.backend
}

fn same_target(known: &ChannelTarget, wanted: &ChannelTarget) -> bool {
    match (known, wanted) {
        // Whether the guest has opened it does not matter.
        (ChannelTarget::Virtio { name: known, .. }, ChannelTarget::Virtio { name: wanted, .. }) => {
            known == wanted
        }
        _ => known == wanted,
    }
}

fn interface(devices: &Devices, wanted: &Interface) -> Result<Position> {
    let given = wanted.mac.map(|mac| mac.address);
    let all = devices.interfaces.iter().enumerate().filter(|(_, known)| {
        (given.is_none() || known.mac.map(|mac| mac.address) == given) && agrees(&known.info, &wanted.info)
    });
    let found: Vec<usize> = all.map(|(index, _)| index).collect();
    // Without anything that tells them apart the first one will not do, unless it is the only one.
    match found.as_slice() {
        [index] => Ok(Position { kind: DeviceKind::Interface, index: *index }),
        [] => {
            let null = || "(<null>)".to_owned();
            let detail = format!(
                "no device found at address '{}' matching MAC address '{}' and alias '{}'",
                null(),
                given.map_or_else(null, |mac| mac.to_string()),
                wanted.info.alias.clone().unwrap_or_else(null)
            );
            Err(Error::new(Code::DeviceMissing, errors::Domain::Domain, detail))
        }
        _ => {
            let detail = match given {
                Some(mac) => format!("multiple devices matching MAC address {mac} found"),
                None => "multiple matching devices found".to_owned(),
            };
            Err(Error::new(Code::OperationFailed, errors::Domain::Domain, detail))
        }
    }
}

/// libvirt's words for a device that is not there.
fn missing(wanted: &Device, live: bool) -> Error {
    let of = |code, detail: String| Error::new(code, errors::Domain::Qemu, detail);
    let not_found = |detail: String| of(Code::DeviceMissing, detail);
    match wanted {
        Device::Disk(disk) if live => not_found(format!("disk {} not found", disk.target.dev)),
        Device::Disk(disk) => not_found(format!("no target device {}", disk.target.dev)),
        Device::Controller(controller) if live => not_found(format!(
            "controller {}:{} not found",
            controller.kind.bus(),
            controller.index.map_or_else(|| "-1".to_owned(), |index| index.to_string())
        )),
        Device::Controller(_) => not_found("device not present in domain configuration".to_owned()),
        Device::Serial(_) | Device::Parallel(_) | Device::Channel(_) | Device::Console(_) if live => {
            not_found(format!(
                "chr type '{}' device not present in domain configuration",
                wanted.kind().word()
            ))
        }
        Device::Serial(_) | Device::Parallel(_) | Device::Channel(_) | Device::Console(_) => {
            of(Code::InvalidArg, "device not present in domain configuration".to_owned())
        }
        // libvirt's word for the backend here is its first, whatever was asked for.
        Device::Rng(_) if live => {
            not_found("model 'random' RNG device not present in domain configuration".to_owned())
        }
        Device::Rng(_) => not_found("no matching RNG device was found".to_owned()),
        Device::Memory(memory) if live => not_found(format!(
            "model '{}' memory device not present in the domain configuration",
            memory.model
        )),
        Device::Memory(_) => not_found("matching memory device was not found".to_owned()),
        Device::Shmem(shmem) if live => not_found(format!(
            "model '{}' shmem device not present in domain configuration",
            shmem.model.map(|model| model.to_string()).unwrap_or_default()
        )),
        Device::Shmem(_) => not_found("matching shmem device was not found".to_owned()),
        Device::Input(_) => not_found("matching input device not found".to_owned()),
        Device::Vsock(_) => not_found("matching vsock device not found".to_owned()),
        Device::Filesystem(_) if live => not_found("matching filesystem not found".to_owned()),
        Device::Filesystem(_) => not_found("no matching filesystem device was found".to_owned()),
        Device::Watchdog(_) if live => {
            of(Code::OperationInvalid, "no matching watchdog was found".to_owned())
        }
        Device::Watchdog(_) => not_found("no matching watchdog was found".to_owned()),
        Device::RedirDev(_) if live => {
            of(Code::OperationInvalid, "no matching redirdev was not found".to_owned())
        }
        Device::RedirDev(_) => not_found("no matching redirdev was not found".to_owned()),
        Device::Lease(lease) => not_found(format!(
            "Lease {} in lockspace {} does not exist",
            lease.key,
            lease.lockspace.as_deref().unwrap_or("(null)")
        )),
        Device::HostDev(hostdev) if live => not_found(host_device(&hostdev.source)),
        _ => not_found("device not present in domain configuration".to_owned()),
    }
}

/// libvirt's words for a device of the host that the guest has not got.
fn host_device(source: &HostDevSource) -> String {
    match source {
        HostDevSource::Usb(UsbSource { bus: Some(bus), device: Some(device), .. }) => {
            format!("host usb device {bus:03}.{device:03} not found")
        }
        HostDevSource::Usb(usb) => {
            let (vendor, product) = (usb.vendor.unwrap_or_default(), usb.product.unwrap_or_default());
            format!("host usb device vendor=0x{vendor:04x} product=0x{product:04x} not found")
        }
        HostDevSource::Pci { address, .. } => {
            let PciAddress { domain, bus, slot, function, .. } = address;
            format!("host pci device {domain:04x}:{bus:02x}:{slot:02x}.{function} not found")
        }
        HostDevSource::Scsi(scsi) => match &scsi.location {
            ScsiLocation::Adapter { name, bus, target, unit } => {
                format!("host scsi device {name}:{bus}:{target}.{unit} not found")
            }
            ScsiLocation::Iscsi { name, .. } => format!("host scsi iSCSI path {name} not found"),
        },
        HostDevSource::Mdev { uuid, .. } => format!("mediated device '{uuid}' not found"),
        HostDevSource::ScsiHost { .. } | HostDevSource::Capability { .. } => {
            "device not present in domain configuration".to_owned()
        }
    }
}
