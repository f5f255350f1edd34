//! What a vsock must not be.

use errors::Result;
use model::Domain;

use crate::refusal::nonsense;

/// The first address that is not the host's or reserved.
const FIRST: u32 = 3;

/// Checks the address.
///
/// # Errors
/// `ConfigUnsupported` for one that guests cannot have.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    if domain.devices.vsock.as_ref().and_then(|vsock| vsock.cid).is_some_and(|cid| cid < FIRST) {
        return Err(nonsense(format!("guest CIDs must be >= {FIRST}")));
    }
    Ok(())
}
