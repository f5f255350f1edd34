//! A device in a stored definition.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::{Device, DeviceKind, Position};

use crate::HostFacts;

/// A stored definition with one device more, complete.
///
/// # Errors
/// 55 for what is there already; else as [`define`](crate::define).
pub fn store(
    stored: &Domain,
    device: Device,
    caps: &EmulatorCapabilities,
    host: &HostFacts,
) -> Result<Domain> {
    refuse_doubles(stored, &device)?;
    super::live::check_memory(stored, &device)?;
    super::live::refuse_twin(stored, &device)?;
    let mut domain = stored.clone();
    if let Device::Memory(module) = &device {
        super::live::more(&mut domain, module);
    }
    domain.devices.add(device);
    super::live::slots(&mut domain);
    crate::define(domain, caps, host)
}

/// A stored definition without one of its devices. Controllers that the others need come back.
///
/// # Errors
/// Those of [`define`](crate::define) that concern controllers and addresses.
pub fn unstore(stored: &Domain, at: Position, caps: &EmulatorCapabilities) -> Result<Domain> {
    let mut domain = stored.clone();
    let device = domain.devices.remove(at);
    if let Some(Device::Memory(module)) = device {
        super::live::less(&mut domain, module.target.size);
    }
    crate::define::add_controllers(&mut domain);
    crate::device::complete_controllers(&mut domain, caps, true)?;
    crate::address::assign(&mut domain, caps)?;
    Ok(domain)
}

fn refuse_doubles(stored: &Domain, device: &Device) -> Result<()> {
    let invalid = |detail: String| Err(Error::new(Code::OperationInvalid, errors::Domain::Qemu, detail));
    match device {
        Device::Disk(disk)
            if stored.devices.disks.iter().any(|known| known.target.dev == disk.target.dev) =>
        {
            invalid(format!("target {} already exists", disk.target.dev))
        }
        Device::Lease(lease) => {
            let same = |known: &&model::device::lease::Lease| {
                known.key == lease.key && known.lockspace == lease.lockspace
            };
            match stored.devices.leases.iter().find(same) {
                Some(_) => invalid(format!(
                    "Lease {} in lockspace {} already exists",
                    lease.key,
                    lease.lockspace.as_deref().unwrap_or("(null)")
                )),
                None => Ok(()),
            }
        }
        Device::Controller(controller) => {
            let same = stored.devices.controllers.iter().any(|known| {
                controller.index.is_some()
                    && known.kind.bus() == controller.kind.bus()
                    && known.index == controller.index
            });
            if same { invalid("Target already exists".to_owned()) } else { Ok(()) }
        }
        Device::Vsock(_) if stored.devices.count(DeviceKind::Vsock) > 0 => {
            invalid("domain already has a vsock device".to_owned())
        }
        Device::Iommu(_) if stored.devices.count(DeviceKind::Iommu) > 0 => {
            invalid("domain already has an iommu device".to_owned())
        }
        Device::Watchdog(_) if super::find(stored, device, false).is_ok() => {
            invalid("device is already in the domain configuration".to_owned())
        }
        Device::Console(console)
            if console.target_type != Some(model::device::console::ConsoleType::Virtio) =>
        {
            let detail = "attaching serial console is not supported";
            Err(Error::new(Code::OperationUnsupported, errors::Domain::Qemu, detail))
        }
        _ => Ok(()),
    }
}
