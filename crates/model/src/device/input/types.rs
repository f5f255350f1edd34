//! What `<input>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};

/// A mouse, tablet or keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it is.
    pub kind: InputType,
    /// The bus; `None` when it is to be chosen.
    pub bus: Option<InputBus>,
    /// Which virtio it speaks.
    pub model: Option<InputModel>,
    /// The host's device, for passthrough and evdev.
    pub source: InputSource,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// What an input device is.
    pub enum InputType {
        Mouse = "mouse", Tablet = "tablet", Keyboard = "keyboard", Passthrough = "passthrough", Evdev = "evdev",
    }

    /// The bus that an input device is on.
    pub enum InputBus {
        Ps2 = "ps2", Usb = "usb", Xen = "xen", Parallels = "parallels", Virtio = "virtio", None = "none",
    }

    /// Which virtio an input device speaks.
    pub enum InputModel {
        Virtio = "virtio", Transitional = "virtio-transitional", NonTransitional = "virtio-non-transitional",
    }

    /// What is grabbed together.
    pub enum Grab { All = "all" }

    /// The keys that switch grabbing.
    pub enum GrabToggle {
        CtrlCtrl = "ctrl-ctrl", AltAlt = "alt-alt", ShiftShift = "shift-shift", MetaMeta = "meta-meta",
        ScrollLock = "scrolllock", CtrlScrollLock = "ctrl-scrolllock",
    }
}

/// The host's input device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputSource {
    /// Its path.
    pub device: Option<String>,
    /// Whether other devices are grabbed with it.
    pub grab: Option<Grab>,
    /// The keys that switch grabbing.
    pub grab_toggle: Option<GrabToggle>,
    /// Whether keys repeat.
    pub repeat: Option<bool>,
}
