//! What is wrong with a device whatever is to be done with it: told before whether its kind can come or change.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::Device;
use model::device::chardev::{CharBackend, CharSource};
use model::device::controller::{Controller, ControllerKind, PciModel};
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
        Device::Smartcard(card) if card.info.address.is_none() => {
            Err(unsupported("this QEMU binary lacks multiple smartcard support"))
        }
        Device::Controller(controller) => check_controller(controller),
        _ => Ok(()),
    }
}

/// Nobody has chosen for a controller that comes what a definition would have chosen for it.
fn check_controller(controller: &Controller) -> Result<()> {
    let ControllerKind::Pci(pci) = &controller.kind else { return Ok(()) };
    let broken = |detail: String| Err(Error::new(Code::InternalError, errors::Domain::Qemu, detail));
    let Some(model) = pci.model else {
        return broken("Unexpected enum value -1 for virDomainControllerModelPCI".to_owned());
    };
    if pci.model_name.is_some() || matches!(model, PciModel::PciRoot | PciModel::PcieRoot) {
        return Ok(());
    }
    let index = controller.index.map_or(-1, i64::from);
    broken(format!(
        "Required option 'modelName' is not set for PCI controller with index '{index}', model '{model}' and \
         modelName 'none'"
    ))
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
