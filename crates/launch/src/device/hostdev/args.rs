//! `-device` of a device of the host.

use errors::{Code, Error, Result};
use model::device::address::PciAddress;
use model::device::hostdev::{GuestReset, HostDev, HostDevBackend, HostDevSource, MdevModel, UsbSource};
use model::device::interface::InterfaceSource;

use super::scsi;

use crate::address::{alias, place, rom};
use crate::bootindex;
use crate::build::Build;
use crate::option::Props;

/// Writes the devices of the host.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    interfaces(build)?;
    build.guest.devices.hostdevs.iter().try_for_each(|hostdev| one(build, hostdev))
}

/// Writes a device of the host.
pub(crate) fn one(build: &mut Build<'_>, hostdev: &HostDev) -> Result<()> {
    let props = match &hostdev.source {
        HostDevSource::Pci { address, display, ramfb, .. } => {
            if let Some(name @ (HostDevBackend::Kvm | HostDevBackend::Xen)) = hostdev.driver.name {
                let text = format!("invalid PCI passthrough type '{name}'");
                return Err(Error::new(Code::InternalError, errors::Domain::Qemu, text));
            }
            pci(hostdev, address, *ramfb == Some(true))?
                .maybe("display", display.map(|on| if on { "on" } else { "off" }))
                .maybe("ramfb", ramfb.filter(|on| *on))
        }
        HostDevSource::Usb(usb) => self::usb(hostdev, usb)?,
        HostDevSource::Mdev { model, uuid, display, ramfb } => {
            let driver = match model {
                MdevModel::VfioPci if *ramfb == Some(true) => "vfio-pci-nohotplug".to_owned(),
                model => model.to_string(),
            };
            Props::new()
                .with("driver", driver)
                .with("id", alias(&hostdev.info)?)
                .with("sysfsdev", format!("/sys/bus/mdev/devices/{uuid}"))
                .maybe("display", display.map(|on| if on { "on" } else { "off" }))
                .maybe("ramfb", ramfb.filter(|on| *on))
                .maybe("bootindex", bootindex::own(&hostdev.info))
        }
        HostDevSource::Scsi(source) => {
            let props = scsi::unit(build, hostdev, source)?;
            build.device(props);
            return Ok(());
        }
        HostDevSource::ScsiHost { model, wwpn } => {
            let props = scsi::controller(build, hostdev, *model, wwpn)?;
            build.device(props);
            return Ok(());
        }
        HostDevSource::Capability { .. } => {
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                "unsupported hostdev mode 'capabilities'",
            ));
        }
    };
    let props = props.and(place(build.guest, &hostdev.info)?).and(rom(&hostdev.info));
    build.device(props);
    Ok(())
}

/// Network interfaces that are devices of the host.
fn interfaces(build: &mut Build<'_>) -> Result<()> {
    for interface in &build.guest.devices.interfaces {
        if let InterfaceSource::HostDev { address, .. } = &interface.source {
            let info = &interface.info;
            let pair = interface.teaming.as_ref().and_then(|teaming| teaming.persistent.clone());
            let props = Props::new()
                .with("driver", "vfio-pci")
                .with("host", pci_name(address))
                .with("id", alias(info)?)
                .maybe("bootindex", bootindex::own(info))
                .maybe("failover_pair_id", pair)
                .and(place(build.guest, info)?)
                .and(rom(info));
            build.device(props);
        }
    }
    Ok(())
}

/// The host's name of a PCI device: `0000:06:12.1`.
pub(crate) fn pci_name(address: &PciAddress) -> String {
    format!("{:04x}:{:02x}:{:02x}.{:x}", address.domain, address.bus, address.slot, address.function)
}

fn pci(hostdev: &HostDev, address: &PciAddress, ramfb: bool) -> Result<Props> {
    Ok(Props::new()
        .with("driver", if ramfb { "vfio-pci-nohotplug" } else { "vfio-pci" })
        .with("host", pci_name(address))
        .with("id", alias(&hostdev.info)?)
        .maybe("bootindex", bootindex::own(&hostdev.info))
        .maybe("failover_pair_id", hostdev.teaming.as_ref().and_then(|teaming| teaming.persistent.clone())))
}

fn usb(hostdev: &HostDev, usb: &UsbSource) -> Result<Props> {
    let (Some(bus), Some(device)) = (usb.bus, usb.device) else {
        return Err(Error::new(
            Code::InternalError,
            errors::Domain::Qemu,
            "USB host device is missing bus/device information",
        ));
    };
    let reset = usb.guest_reset;
    Ok(Props::new()
        .with("driver", "usb-host")
        .with("hostdevice", format!("/dev/bus/usb/{bus:03}/{device:03}"))
        .with("id", alias(&hostdev.info)?)
        .maybe("guest-reset", reset.map(|reset| reset != GuestReset::Off))
        .maybe("guest-resets-all", reset.map(|reset| reset == GuestReset::On))
        .maybe("bootindex", bootindex::own(&hostdev.info)))
}
