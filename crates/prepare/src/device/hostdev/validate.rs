//! What a device of the host must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::address::Address;
use model::device::disk::DiskBus;
use model::device::hostdev::{HostDevSgio, HostDevSource, MdevModel};
use model::device::interface::TeamingType;

use crate::refusal::{contradiction, internal, nonsense, unsupported};

/// Checks the devices of the host.
///
/// # Errors
/// `XmlError` for one that is there twice, `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let hostdevs = &domain.devices.hostdevs;
    for (position, hostdev) in hostdevs.iter().enumerate() {
        let earlier = || hostdevs.iter().take(position);
        if earlier().any(|other| same_device(&other.source, &hostdev.source)) {
            return Err(contradiction("Hostdev already exists in the domain configuration"));
        }
        if hostdev.teaming.as_ref().is_some_and(|teaming| teaming.teaming_type != TeamingType::Transient) {
            return Err(nonsense("teaming hostdev devices must have type='transient'"));
        }
        match (&hostdev.source, &hostdev.info.address) {
            (HostDevSource::Pci { .. }, Some(address))
                if !matches!(address, Address::Pci(_) | Address::Unassigned) =>
            {
                return Err(internal("PCI host devices must use 'pci' or 'unassigned' address type"));
            }
            (HostDevSource::Mdev { model, .. }, _)
                if hostdev.info.boot.is_some() && *model == MdevModel::VfioAp =>
            {
                return Err(unsupported(format!(
                    "booting from assigned devices is not supported by mediated devices of model {model}"
                )));
            }
            (HostDevSource::Mdev { model, .. }, Some(address)) if !suits(*model, address) => {
                let kind = address.type_name();
                return Err(contradiction(format!(
                    "Unsupported address type '{kind}' with mediated device model '{model}'"
                )));
            }
            (HostDevSource::ScsiHost { .. }, _) if hostdev.info.boot.is_some() => {
                return Err(unsupported(
                    "booting from assigned devices is not supported by vhost SCSI devices",
                ));
            }
            (HostDevSource::Scsi(_), Some(address @ Address::Drive(at))) => {
                let used_by = if earlier().any(|other| other.info.address.as_ref() == Some(address)) {
                    Some("another SCSI host device")
                } else {
                    let disks =
                        domain.devices.disks.iter().filter(|disk| disk.target.bus == Some(DiskBus::Scsi));
                    disks
                        .into_iter()
                        .any(|disk| disk.info.address.as_ref() == Some(address))
                        .then_some("another SCSI disk")
                };
                if let Some(user) = used_by {
                    return Err(unsupported(format!(
                        "SCSI host address controller='{}' bus='{}' target='{}' unit='{}' in use by {user}",
                        at.controller, at.bus, at.target, at.unit
                    )));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks that the emulator can be given each device.
///
/// # Errors
/// `ConfigUnsupported` and `InternalError`, for one that it cannot.
pub(crate) fn can_be_given(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    for hostdev in &domain.devices.hostdevs {
        match &hostdev.source {
            HostDevSource::Capability { .. } => {
                return Err(unsupported("hostdev mode 'capabilities' is not supported in qemu"));
            }
            HostDevSource::Pci { write_filtering: Some(_), .. } => {
                return Err(unsupported(
                    "Write filtering of PCI device configuration space is not supported by qemu",
                ));
            }
            HostDevSource::Pci { display: Some(true), .. } if domain.devices.graphics.is_empty() => {
                return Err(unsupported(
                    "graphics device is needed for attribute value 'display=on' in <hostdev>",
                ));
            }
            HostDevSource::Scsi(source) if source.sgio == Some(HostDevSgio::Unfiltered) => {
                return Err(nonsense("unfiltered sgio is no longer supported"));
            }
            HostDevSource::Mdev { model, display, .. } => mediated(domain, caps, *model, *display)?,
            _ => {}
        }
    }
    Ok(())
}

fn mediated(
    domain: &Domain,
    caps: &EmulatorCapabilities,
    model: MdevModel,
    display: Option<bool>,
) -> Result<()> {
    let (name, device) = match model {
        MdevModel::VfioPci => {
            if display == Some(true) && domain.devices.graphics.is_empty() {
                return Err(unsupported(
                    "graphics device is needed for attribute value 'display=on' in <hostdev>",
                ));
            }
            ("PCI", "vfio-pci")
        }
        MdevModel::VfioCcw => ("CCW", "vfio-ccw"),
        MdevModel::VfioAp => ("AP", "vfio-ap"),
    };
    match caps.has_device(device) {
        true => Ok(()),
        false => Err(unsupported(format!(
            "VFIO {name} device assignment is not supported by this version of QEMU"
        ))),
    }
}

/// Is it the same device of the host?
fn same_device(one: &HostDevSource, other: &HostDevSource) -> bool {
    match (one, other) {
        (HostDevSource::Pci { address: one, .. }, HostDevSource::Pci { address: other, .. }) => one == other,
        (HostDevSource::Mdev { uuid: one, .. }, HostDevSource::Mdev { uuid: other, .. }) => one == other,
        (HostDevSource::Usb(one), HostDevSource::Usb(other)) => {
            one.bus.is_some()
                && one.bus == other.bus
                && one.device == other.device
                && one.vendor == other.vendor
        }
        _ => false,
    }
}

/// Is the device on a bus of that kind?
fn suits(model: MdevModel, address: &Address) -> bool {
    match model {
        MdevModel::VfioPci => matches!(address, Address::Pci(_) | Address::Unassigned),
        MdevModel::VfioCcw => matches!(address, Address::Ccw(_) | Address::Unassigned),
        MdevModel::VfioAp => true,
    }
}
