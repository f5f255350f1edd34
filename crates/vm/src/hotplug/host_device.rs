//! Whether the host has what a device that comes is to be made of, looked up before QEMU is asked.

use std::fs::File;
use std::path::Path;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::device::Device;
use model::device::hostdev::{HostDevSource, ScsiLocation};

/// Where the kernel has the host's devices.
const BUSES: &str = "/sys/bus";

/// # Errors
/// 67 when the host lends no devices of that kind; 38 when this one is not there.
pub(super) fn check(device: &Device) -> Result<()> {
    match device {
        Device::HostDev(device) => check_source(&device.source),
        Device::Vsock(_) if File::options().read(true).write(true).open("/dev/vhost-vsock").is_err() => {
            Err(unsupported("unable to open vhost-vsock device"))
        }
        _ => Ok(()),
    }
}

fn check_source(source: &HostDevSource) -> Result<()> {
    match source {
        HostDevSource::Usb(_) => has_directory(&format!("{BUSES}/usb/devices")),
        HostDevSource::Pci { .. } if !lends_devices() => {
            Err(unsupported("host doesn't support passthrough of host PCI devices"))
        }
        HostDevSource::Mdev { .. } if !lends_devices() => {
            Err(unsupported("Mediated host device assignment requires VFIO support"))
        }
        HostDevSource::Scsi(source) => match &source.location {
            ScsiLocation::Adapter { name, bus, target, unit } => {
                let host = name.strip_prefix("scsi_host").unwrap_or(name);
                has_directory(&format!("{BUSES}/scsi/devices/{host}:{bus}:{target}:{unit}/scsi_generic"))
            }
            ScsiLocation::Iscsi { .. } => Ok(()),
        },
        HostDevSource::ScsiHost { wwpn, .. } => {
            let path = format!("/sys/kernel/config/target/vhost//{wwpn}");
            match std::fs::metadata(&path) {
                Ok(_) => Ok(()),
                Err(why) => {
                    Err(Error::io(ErrorDomain::Cgroup, &why, format_args!("Path '{path}' is not accessible")))
                }
            }
        }
        _ => Ok(()),
    }
}

/// Whether the kernel lends devices to processes (VFIO): it has them in groups, and the driver is there.
fn lends_devices() -> bool {
    let groups = std::fs::read_dir("/sys/kernel/iommu_groups");
    Path::new("/dev/vfio/vfio").exists() && groups.is_ok_and(|mut groups| groups.next().is_some())
}

fn has_directory(path: &str) -> Result<()> {
    match std::fs::read_dir(path) {
        Ok(_) => Ok(()),
        Err(why) => Err(Error::io(ErrorDomain::None, &why, format_args!("cannot open directory '{path}'"))),
    }
}

fn unsupported(detail: &str) -> Error {
    Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail)
}
