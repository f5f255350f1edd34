//! What `<video>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};

/// A graphics card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Video {
    /// The model; `None` when it is to be chosen.
    pub model: Option<VideoModel>,
    /// Memory of the secondary bar in KiB (qxl).
    pub ram: Option<u32>,
    /// Memory in KiB.
    pub vram: Option<u32>,
    /// 64-bit memory in KiB (qxl).
    pub vram64: Option<u32>,
    /// Memory of the VGA frame buffer in KiB (qxl).
    pub vgamem: Option<u32>,
    /// How many screens.
    pub heads: Option<u32>,
    /// Whether it is the first one.
    pub primary: Option<bool>,
    /// Whether memory is shared with the display (virtio).
    pub blob: Option<bool>,
    /// Acceleration; `None` when not given.
    pub acceleration: Option<Acceleration>,
    /// The smallest resolution, as width and height.
    pub resolution: Option<(u32, u32)>,
    /// Who draws.
    pub driver: VideoDriver,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of graphics card.
    pub enum VideoModel {
        Vga = "vga", Cirrus = "cirrus", Vmvga = "vmvga", Xen = "xen", Vbox = "vbox", Qxl = "qxl",
        Parallels = "parallels", Virtio = "virtio", Gop = "gop", None = "none", Bochs = "bochs",
        Ramfb = "ramfb",
    }

    /// Who draws.
    pub enum VideoBackend { Qemu = "qemu", VhostUser = "vhostuser" }

    /// Whether the card answers to VGA's addresses.
    pub enum VgaConf { Io = "io", On = "on", Off = "off" }
}

/// Who draws, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VideoDriver {
    /// Who draws.
    pub name: Option<VideoBackend>,
    /// Whether the card answers to VGA's addresses.
    pub vgaconf: Option<VgaConf>,
}

/// What is accelerated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acceleration {
    /// Drawing in two dimensions.
    pub accel2d: Option<bool>,
    /// Drawing in three dimensions.
    pub accel3d: Option<bool>,
    /// The host's render node (vhost-user).
    pub rendernode: Option<String>,
}
