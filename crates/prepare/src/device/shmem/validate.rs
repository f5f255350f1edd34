//! What shared memory must not be.

use errors::Result;
use model::Domain;

use crate::refusal::contradiction;

/// Checks that interrupts come from somewhere.
///
/// # Errors
/// `XmlError` for interrupts without a server that sends them.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    if domain.devices.shmems.iter().any(|shmem| shmem.msi.is_some() && shmem.server.is_none()) {
        return Err(contradiction("msi option is only supported with a server"));
    }
    Ok(())
}
