//! What a video device must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::video::{VideoBackend, VideoModel};

use crate::refusal::unsupported;

/// Checks that the emulator has each model.
///
/// # Errors
/// `ConfigUnsupported` for one that it has not.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    for video in &domain.devices.videos {
        if video.driver.name == Some(VideoBackend::VhostUser) {
            continue;
        }
        let Some(model) = video.model else { continue };
        let devices: &[&str] = match model {
            VideoModel::Vga => &["VGA"],
            VideoModel::Cirrus => &["cirrus-vga"],
            VideoModel::Vmvga => &["vmware-svga"],
            VideoModel::Qxl => &["qxl"],
            VideoModel::Virtio => {
                &["virtio-gpu-pci", "virtio-gpu-ccw", "virtio-gpu-device", "virtio-gpu-gl-pci"]
            }
            VideoModel::Bochs => &["bochs-display"],
            VideoModel::Ramfb => &["ramfb"],
            VideoModel::None => continue,
            VideoModel::Xen | VideoModel::Vbox | VideoModel::Parallels | VideoModel::Gop => &[],
        };
        if !devices.iter().any(|device| caps.has_device(device)) {
            return Err(unsupported(format!("domain configuration does not support video model '{model}'")));
        }
    }
    Ok(())
}
