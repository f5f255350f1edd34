//! How many TPMs a guest can have.

use errors::Result;
use model::Domain;
use model::device::tpm::TpmModel;

use crate::refusal::unsupported;

/// Checks that there is one of each sort at most: a real one, and one that only passes requests on.
///
/// # Errors
/// `ConfigUnsupported` for more.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    let tpms = &domain.devices.tpms;
    let proxies = tpms.iter().filter(|tpm| tpm.model == Some(TpmModel::SpaprProxy)).count();
    if proxies > 1 {
        return Err(unsupported("only a single TPM Proxy device is supported"));
    }
    if tpms.len() - proxies > 1 {
        return Err(unsupported("only a single TPM non-proxy device is supported"));
    }
    Ok(())
}
