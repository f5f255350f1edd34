//! Reading `<sound>`.

use errors::Code;
use xml::{Element, Result};

use super::{Codec, Sound, SoundModel};
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
            multichannel: if model == SoundModel::Usb { e.yes_no("multichannel")? } else { None },
            streams: if model == SoundModel::Virtio { e.nonzero("streams")? } else { None },
            codecs: if has_codecs { e.each("codec", codec)? } else { Vec::new() },
            audio: e
                .maybe("audio", |audio| audio.nonzero("id")?.ok_or_else(|| audio.missing_attribute("id")))?,
            virtio: if model == SoundModel::Virtio {
                VirtioOptions::of(e)?
            } else {
                VirtioOptions::default()
            },
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

fn codec(e: &Element<'_>) -> Result<Codec> {
    let unknown = |text: &str| format!("unknown codec type '{text}'");
    // What is not given is unknown too, and shown as C shows it.
    let absent = || e.fault(Code::ConfigUnsupported, unknown("(null)"));
    e.supported_word("type", unknown)?.ok_or_else(absent)
}
