//! What a memory balloon must not be.

use errors::Result;
use model::Domain;
use model::device::memballoon::BalloonModel;

use crate::device::no_such_bus;

/// Checks that it can be plugged in.
///
/// # Errors
/// `InternalError` for Xen's own.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    match domain.devices.memballoon.as_ref().is_some_and(|balloon| balloon.model == BalloonModel::Xen) {
        true => Err(no_such_bus()),
        false => Ok(()),
    }
}
