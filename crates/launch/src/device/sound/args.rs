//! `-device` of a sound card.

use errors::Result;
use model::device::sound::{Codec, Sound, SoundModel};

use crate::address::{alias, place};
use crate::build::Build;
use crate::device::audio::args::id as audio_id;
use crate::option::Props;
use crate::virtio;

/// Writes the sound cards. The PC speaker is on the board.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for sound in &build.guest.devices.sounds {
        let id = alias(&sound.info)?;
        let audio =
            sound.audio.or_else(|| build.guest.devices.audios.first().map(|audio| audio.id)).map(audio_id);
        let driver = match sound.model {
            SoundModel::Pcspk => continue,
            SoundModel::Es1370 => "ES1370".to_owned(),
            SoundModel::Ac97 => "AC97".to_owned(),
            SoundModel::Sb16 => "sb16".to_owned(),
            SoundModel::Usb => "usb-audio".to_owned(),
            SoundModel::Ich6 => "intel-hda".to_owned(),
            SoundModel::Ich7 | SoundModel::Ich9 => "ich9-intel-hda".to_owned(),
            SoundModel::Virtio => virtio::driver("virtio-sound", &sound.info, None)?,
        };
        let hda = is_hda(sound);
        let props = Props::new()
            .with("driver", driver)
            .and(virtio::options(sound.virtio))
            .with("id", id)
            .maybe("audiodev", audio.clone().filter(|_| !hda))
            .maybe("multi", sound.multichannel.filter(|_| sound.model == SoundModel::Usb))
            .maybe("streams", sound.streams)
            .and(place(build.guest, &sound.info)?);
        build.device(props);
        if hda {
            codecs(build, sound, id, audio.as_deref());
        }
    }
    Ok(())
}

fn is_hda(sound: &Sound) -> bool {
    matches!(sound.model, SoundModel::Ich6 | SoundModel::Ich7 | SoundModel::Ich9)
}

/// The codecs behind a high definition audio card; one that does both ways when none is named.
fn codecs(build: &mut Build<'_>, sound: &Sound, id: &str, audio: Option<&str>) {
    let default = [Codec::Duplex];
    let codecs = if sound.codecs.is_empty() { &default[..] } else { &sound.codecs };
    for (number, codec) in codecs.iter().enumerate() {
        let driver = match codec {
            Codec::Duplex => "hda-duplex",
            Codec::Micro => "hda-micro",
            Codec::Output => "hda-output",
        };
        let props = Props::new()
            .with("driver", driver)
            .with("id", format!("{id}-codec{number}"))
            .with("bus", format!("{id}.0"))
            .with("cad", number)
            .maybe("audiodev", audio);
        build.device(props);
    }
}
