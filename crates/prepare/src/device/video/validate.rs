//! What a video device must not be.

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use model::Domain;
use model::device::video::{Video, VideoBackend, VideoModel};

use crate::refusal::{nonsense, unsupported};

/// Checks that each device is what its model can be, and that the emulator has it.
///
/// # Errors
/// `ConfigUnsupported` for one that is not, or that it has not.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let videos = &domain.devices.videos;
    for video in videos {
        has_its_own_options(video)?;
    }
    if videos.len() > 1 && videos.iter().any(|video| video.model == Some(VideoModel::None)) {
        return Err(nonsense("a 'none' video type must be the only video device defined for the domain"));
    }
    if videos.iter().filter(|video| video.primary == Some(true)).count() > 1 {
        return Err(nonsense("Only one primary video device is supported"));
    }
    for video in videos {
        is_offered(video, caps)?;
        is_capable(video, caps)?;
    }
    Ok(())
}

/// What only some models have.
fn has_its_own_options(video: &Video) -> Result<()> {
    let Some(model) = video.model.filter(|model| *model != VideoModel::None) else { return Ok(()) };
    if model != VideoModel::Qxl {
        for (name, value) in [("ram", video.ram), ("vram64", video.vram64), ("vgamem", video.vgamem)] {
            if value.is_some() {
                return Err(nonsense(format!("{name} attribute only supported for video type qxl")));
            }
        }
    }
    if model == VideoModel::Virtio {
        return Ok(());
    }
    if video.driver.name == Some(VideoBackend::VhostUser) {
        return Err(nonsense("'vhostuser' driver is only supported with 'virtio' device"));
    }
    if video.blob.is_some() {
        return Err(nonsense(format!("video type '{model}' does not support blob resources")));
    }
    crate::device::no_virtio_options(video.virtio)
}

/// What QEMU's devices can show.
fn is_capable(video: &Video, caps: &EmulatorCapabilities) -> Result<()> {
    let Some(model) = video.model.filter(|model| *model != VideoModel::None) else { return Ok(()) };
    let several = matches!(model, VideoModel::Qxl | VideoModel::Virtio);
    if video.primary != Some(true) && !several {
        return Err(unsupported(format!("video type '{model}' is only valid as primary video device")));
    }
    if video.heads.is_some_and(|heads| heads > 1) && !several {
        return Err(unsupported(format!("video type '{model}' doesn't support multiple 'heads'")));
    }
    if video.acceleration.as_ref().is_some_and(|acceleration| acceleration.accel3d == Some(true)) {
        if model != VideoModel::Virtio {
            return Err(unsupported("3d acceleration is supported only with 'virtio' video device"));
        }
        let served = video.driver.name == Some(VideoBackend::VhostUser);
        if !served && !caps.has_device("virtio-gpu-gl-pci") && !caps.has_device("virtio-vga-gl") {
            return Err(unsupported("3d acceleration is not supported by this QEMU binary"));
        }
    }
    let sized = several || matches!(model, VideoModel::Vga | VideoModel::Bochs);
    if video.resolution.is_some() && !sized {
        return Err(Error::new(Code::XmlError, errors::Domain::Qemu, "model resolution is not supported"));
    }
    Ok(())
}

fn is_offered(video: &Video, caps: &EmulatorCapabilities) -> Result<()> {
    if video.driver.name == Some(VideoBackend::VhostUser) {
        return Ok(());
    }
    let Some(model) = video.model else { return Ok(()) };
    let devices: &[&str] = match model {
        VideoModel::Vga => &["VGA"],
        VideoModel::Cirrus => &["cirrus-vga"],
        VideoModel::Vmvga => &["vmware-svga"],
        VideoModel::Qxl => &["qxl"],
        VideoModel::Virtio => &["virtio-gpu-pci", "virtio-gpu-ccw", "virtio-gpu-device", "virtio-gpu-gl-pci"],
        VideoModel::Bochs => &["bochs-display"],
        VideoModel::Ramfb => &["ramfb"],
        VideoModel::None => return Ok(()),
        VideoModel::Xen | VideoModel::Vbox | VideoModel::Parallels | VideoModel::Gop => &[],
    };
    if !devices.iter().any(|device| caps.has_device(device)) {
        return Err(unsupported(format!("domain configuration does not support video model '{model}'")));
    }
    Ok(())
}
