//! How many smart cards a guest can have.

use errors::Result;
use model::Domain;

use crate::refusal::unsupported;

/// Checks that there is one at most.
///
/// # Errors
/// `ConfigUnsupported` for more.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    match domain.devices.smartcards.len() {
        0 | 1 => Ok(()),
        _ => Err(unsupported("this QEMU binary lacks multiple smartcard support")),
    }
}
