//! What an audio backend must not be.

use errors::Result;
use model::Domain;
use model::device::audio::{AudioDirection, AudioType};
use model::device::graphics::GraphicsKind;

use crate::refusal::{contradiction, nonsense, unsupported};

/// Checks the backends, and that each one that a device names is there.
///
/// # Errors
/// `XmlError` for numbers that are used twice or by nobody, `ConfigUnsupported` for settings that do not go together.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let audios = &domain.devices.audios;
    for (position, audio) in audios.iter().enumerate() {
        if audios.iter().take(position).any(|other| other.id == audio.id) {
            return Err(contradiction(format!("audio ID {} is used multiple times", audio.id)));
        }
        direction(&audio.input)?;
        direction(&audio.output)?;
    }
    let sounds = domain.devices.sounds.iter().filter_map(|sound| sound.audio);
    let displays = domain.devices.graphics.iter().filter_map(|graphics| match &graphics.kind {
        GraphicsKind::Vnc(vnc) => vnc.audio,
        _ => None,
    });
    for id in sounds.chain(displays) {
        if !audios.iter().any(|audio| audio.id == id) {
            return Err(contradiction(format!("no audio device with ID {id}")));
        }
    }
    let spice =
        domain.devices.graphics.iter().any(|graphics| matches!(graphics.kind, GraphicsKind::Spice(_)));
    if !spice && audios.iter().any(|audio| audio.backend.kind() == AudioType::Spice) {
        return Err(unsupported("Spice audio is not supported without spice graphics"));
    }
    Ok(())
}

/// Sound of a given form is what QEMU's own mixer makes.
fn direction(direction: &AudioDirection) -> Result<()> {
    if direction.fixed_settings == Some(true) {
        if direction.mixing_engine == Some(false) {
            return Err(nonsense("fixed audio settings requires mixing engine"));
        }
    } else if direction.settings.is_some() {
        return Err(nonsense("audio settings specified without fixed settings flag"));
    }
    Ok(())
}
