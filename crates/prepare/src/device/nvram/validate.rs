//! Where such memory is.

use errors::Result;
use model::Domain;

use crate::refusal::unsupported;

/// Checks that the guest is one of POWER.
///
/// # Errors
/// `ConfigUnsupported` for others.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let power = matches!(domain.os.arch.as_deref(), Some("ppc64" | "ppc64le"));
    if domain.devices.nvram.is_some() && !power {
        return Err(unsupported("nvram device is only supported for PPC64"));
    }
    Ok(())
}
