//! Which boards have parallel ports.

use errors::Result;
use model::Domain;

use crate::Board;
use crate::refusal::unsupported;

/// Checks that the board can have the parallel ports of the definition.
///
/// # Errors
/// `ConfigUnsupported` where it cannot.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    if matches!(Board::of(domain), Board::S390Ccw | Board::Pseries) && !domain.devices.parallels.is_empty() {
        return Err(unsupported("parallel ports are not supported"));
    }
    Ok(())
}
