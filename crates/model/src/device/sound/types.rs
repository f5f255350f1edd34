//! What `<sound>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};

/// A sound card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// The model.
    pub model: SoundModel,
    /// Whether there are more than two channels (USB).
    pub multichannel: Option<bool>,
    /// How many streams (virtio).
    pub streams: Option<u32>,
    /// Its codecs.
    pub codecs: Vec<Codec>,
    /// The id of the audio backend.
    pub audio: Option<u32>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of sound card.
    pub enum SoundModel {
        Sb16 = "sb16", Es1370 = "es1370", Pcspk = "pcspk", Ac97 = "ac97", Ich6 = "ich6", Ich9 = "ich9",
        Usb = "usb", Ich7 = "ich7", Virtio = "virtio",
    }

    /// What a codec can do.
    pub enum Codec { Duplex = "duplex", Micro = "micro", Output = "output" }
}
