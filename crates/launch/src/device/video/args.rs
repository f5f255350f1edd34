//! `-device` of a video device.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::Address;
use model::device::video::{Video, VideoBackend, VideoModel};

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::{Pairs, Props};
use crate::virtio;

/// Writes the video devices. The primary one is compatible with VGA, where its model can be.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for video in &build.guest.devices.videos {
        if video.model == Some(VideoModel::None) {
            continue;
        }
        let drawn = vhost_user(build, video)?;
        let driver = driver(build.guest, video)?;
        let mut props =
            Props::new().with("driver", driver).and(transport(video)).with("id", alias(&video.info)?);
        props = props.and(memory(video)).maybe("chardev", drawn);
        props = props.and(place(build.guest, &video.info)?);
        build.device(props);
    }
    Ok(())
}

/// The options of the transport; a VGA that another process draws hides it.
fn transport(video: &Video) -> Props {
    let vga = video.primary == Some(true) && video.driver.name == Some(VideoBackend::VhostUser);
    let ccw = matches!(video.info.address, Some(Address::Ccw(_)));
    if vga && !ccw { Props::new() } else { virtio::options(video.virtio) }
}

/// Writes the connection to the process that draws, if one does; gives its name.
fn vhost_user(build: &mut Build<'_>, video: &Video) -> Result<Option<String>> {
    if video.driver.name != Some(VideoBackend::VhostUser) {
        return Ok(None);
    }
    let alias = alias(&video.info)?;
    let fd = build.resources.vhost_user_gpus.get(alias).copied().ok_or_else(|| {
        Error::new(Code::OperationFailed, errors::Domain::Qemu, "Unable to find a satisfying vhost-user-gpu")
    })?;
    let id = format!("chr-vu-{alias}");
    build.chardev(Pairs::new("socket").with("id", &id).with("fd", fd.to_string()));
    Ok(Some(id))
}

fn driver(guest: &Domain, video: &Video) -> Result<String> {
    let primary = video.primary == Some(true);
    let accelerated =
        video.acceleration.as_ref().is_some_and(|acceleration| acceleration.accel3d == Some(true));
    let served = video.driver.name == Some(VideoBackend::VhostUser);
    // The boards of ARM and others have no place for the memory of a VGA.
    let has_vga = !matches!(guest.os.arch.as_deref(), Some("aarch64" | "armv7l" | "s390x"));
    let ccw = matches!(video.info.address, Some(Address::Ccw(_)));
    Ok(match (video.model, primary) {
        (Some(VideoModel::Vga), _) => "VGA".to_owned(),
        (Some(VideoModel::Cirrus), _) => "cirrus-vga".to_owned(),
        (Some(VideoModel::Vmvga), _) => "vmware-svga".to_owned(),
        (Some(VideoModel::Qxl), true) => "qxl-vga".to_owned(),
        (Some(VideoModel::Qxl), false) => "qxl".to_owned(),
        (Some(VideoModel::Virtio), true) if served => "vhost-user-vga".to_owned(),
        (Some(VideoModel::Virtio), false) if served => virtio::driver("vhost-user-gpu", &video.info, None)?,
        (Some(VideoModel::Virtio), true) if !ccw && has_vga => {
            if accelerated { "virtio-vga-gl" } else { "virtio-vga" }.to_owned()
        }
        (Some(VideoModel::Virtio), _) => {
            virtio::driver(if accelerated { "virtio-gpu-gl" } else { "virtio-gpu" }, &video.info, None)?
        }
        (Some(VideoModel::Bochs), _) => "bochs-display".to_owned(),
        (Some(VideoModel::Ramfb), _) => "ramfb".to_owned(),
        (model, _) => {
            let model = model.map(|model| model.to_string()).unwrap_or_default();
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                format!("invalid model for video type '{model}'"),
            ));
        }
    })
}

/// Memory and resolution; the definition counts KiB.
fn memory(video: &Video) -> Props {
    let bytes = |kib: u32| u64::from(kib) * 1024;
    let resolution = |props: Props| match video.resolution {
        Some((x, y)) => props.with("xres", x).with("yres", y),
        None => props,
    };
    match video.model {
        Some(VideoModel::Qxl) => resolution(
            Props::new()
                .maybe("max_outputs", video.heads)
                .maybe("ram_size", video.ram.map(bytes))
                .maybe("vram_size", video.vram.map(bytes))
                .with("vram64_size_mb", video.vram64.unwrap_or(0) / 1024)
                .maybe("vgamem_mb", video.vgamem.map(|kib| kib / 1024)),
        ),
        Some(VideoModel::Virtio) => {
            resolution(Props::new().maybe("max_outputs", video.heads)).maybe("blob", video.blob)
        }
        Some(VideoModel::Vga | VideoModel::Vmvga) => {
            resolution(Props::new().maybe("vgamem_mb", video.vram.map(|kib| kib / 1024)))
        }
        Some(VideoModel::Bochs) => resolution(Props::new().maybe("vgamem", video.vram.map(bytes))),
        _ => Props::new(),
    }
}
