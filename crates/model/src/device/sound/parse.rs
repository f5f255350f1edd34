//! Reading `<sound>`.

use xml::{Element, Result};

use super::{Sound, SoundModel};
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};

impl Sound {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let model = e.required_word("model")?;
        let has_codecs = matches!(model, SoundModel::Ich6 | SoundModel::Ich9);
        Ok(Self {
            model,
            multichannel: e.yes_no("multichannel")?,
            streams: e.number("streams")?.filter(|streams| *streams != 0),
            codecs: if has_codecs {
                e.each("codec", |codec| codec.required_word("type"))?
            } else {
                Vec::new()
            },
            audio: e.maybe("audio", |audio| audio.nonzero("id"))?.flatten(),
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
