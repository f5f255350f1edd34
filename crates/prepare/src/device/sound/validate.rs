//! What a sound card must not be.

use errors::Result;
use model::Domain;
use model::device::sound::SoundModel;

use crate::device::no_such_bus;

/// Checks that each card can be plugged in.
///
/// # Errors
/// `InternalError` for a card that no bus takes.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    match domain.devices.sounds.iter().any(|sound| sound.model == SoundModel::Ich7) {
        true => Err(no_such_bus()),
        false => Ok(()),
    }
}
