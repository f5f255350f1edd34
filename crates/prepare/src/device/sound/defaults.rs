//! What a sound card is when its definition does not say.

use model::Domain;
use model::device::sound::SoundModel;

/// In and out.
const STREAMS: u32 = 2;

/// Writes down how many streams a virtio card has.
pub(crate) fn complete(domain: &mut Domain) {
    for sound in &mut domain.devices.sounds {
        if sound.model == SoundModel::Virtio {
            let _ = sound.streams.get_or_insert(STREAMS);
        }
    }
}
