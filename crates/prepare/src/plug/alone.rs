//! What is wrong with a device whatever is to be done with it: told before whether its kind can come or change.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::Device;
use model::device::chardev::{CharBackend, CharSource};
use model::device::filesystem::FilesystemDriverType;
use model::device::graphics::GraphicsKind;
use model::device::shmem::ShmemModel;

use crate::device::needs_shared_memory;
use crate::refusal::{contradiction, unsupported};

/// Checks a device of a guest.
///
/// # Errors
/// 67, or 27 for a number that another device has.
pub fn check_alone(domain: &Domain, device: &Device, caps: &EmulatorCapabilities) -> Result<()> {
    if let Some(source) = source_of(device) {
        // The socket of a channel may be made up later.
        if !matches!((device, &source.backend), (Device::Channel(_), CharBackend::Unix(_))) {
            crate::device::whole(source)?;
        }
        check_source(domain, source)?;
    }
    match device {
        Device::Graphics(graphics) => crate::device::check_graphics(graphics, caps),
        Device::Disk(disk) => crate::device::disk_source_is_told(disk),
        Device::Nvram(_) if !matches!(domain.os.arch.as_deref(), Some("ppc64" | "ppc64le")) => {
            Err(unsupported("nvram device is only supported for PPC64"))
        }
        Device::Audio(audio) if domain.devices.audios.iter().any(|known| known.id == audio.id) => {
            Err(contradiction(format!("audio ID {} is used multiple times", audio.id)))
        }
        Device::Shmem(shmem) if shmem.model == Some(ShmemModel::Ivshmem) => {
            Err(unsupported("ivshmem device is no longer supported"))
        }
        Device::Filesystem(filesystem)
            if filesystem.driver.driver_type == Some(FilesystemDriverType::Virtiofs) =>
        {
            needs_shared_memory(domain, "virtiofs")
        }
        _ => Ok(()),
    }
}

fn source_of(device: &Device) -> Option<&CharSource> {
    Some(match device {
        Device::Serial(serial) => &serial.source,
        Device::Parallel(parallel) => &parallel.source,
        Device::Channel(channel) => &channel.source,
        Device::Console(console) => &console.source,
        Device::RedirDev(redirected) => &redirected.source,
        _ => return None,
    })
}

fn check_source(domain: &Domain, source: &CharSource) -> Result<()> {
    let has_spice = || domain.devices.graphics.iter().any(|one| matches!(one.kind, GraphicsKind::Spice(_)));
    match source.backend {
        CharBackend::SpiceVmc if !has_spice() => {
            Err(unsupported("chardev 'spicevmc' not supported without spice graphics"))
        }
        _ => Ok(()),
    }
}
