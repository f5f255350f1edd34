//! What a video device is when its definition does not say.

use caps::EmulatorCapabilities;
use model::Domain;
use model::device::video::{Video, VideoModel};

use crate::Board;

/// Adds a video device to a guest that has a display but nothing to show on it, and writes down
/// model and memory of each. The first one is the primary one.
pub(crate) fn complete(domain: &mut Domain, caps: &EmulatorCapabilities) {
    let displayed = !domain.devices.graphics.is_empty();
    if displayed && domain.devices.videos.is_empty() {
        domain.devices.videos.push(Video::default());
    }
    let default = default_model(Board::of(domain), caps);
    for video in &mut domain.devices.videos {
        let model = *video.model.get_or_insert(default);
        if model == VideoModel::None {
            // Nothing has no properties.
            *video = Video { model: Some(model), info: std::mem::take(&mut video.info), ..Video::default() };
        }
        memory(video, model);
    }
    if !domain.devices.videos.iter().any(|video| video.primary == Some(true))
        && let Some(first) = domain.devices.videos.first_mut()
        && first.model != Some(VideoModel::None)
    {
        first.primary = Some(true);
    }
    domain.devices.videos.sort_by_key(|video| video.primary != Some(true));
}

fn default_model(board: Board, caps: &EmulatorCapabilities) -> VideoModel {
    match board {
        Board::Virt | Board::S390Ccw => VideoModel::Virtio,
        Board::Pseries => VideoModel::Vga,
        _ if caps.has_device("cirrus-vga") => VideoModel::Cirrus,
        _ => VideoModel::Vga,
    }
}

/// Video memory in KiB.
fn memory(video: &mut Video, model: VideoModel) {
    if model != VideoModel::None {
        let _ = video.heads.get_or_insert(1);
    }
    match model {
        VideoModel::Vga | VideoModel::Cirrus | VideoModel::Vmvga | VideoModel::Bochs => {
            let _ = video.vram.get_or_insert(16 * 1024);
        }
        VideoModel::Qxl => {
            let _ = video.ram.get_or_insert(64 * 1024);
            let _ = video.vram.get_or_insert(64 * 1024);
            let _ = video.vgamem.get_or_insert(16 * 1024);
        }
        _ => {}
    }
}
