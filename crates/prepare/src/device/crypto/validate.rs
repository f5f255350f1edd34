//! What a cryptographic device must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::crypto::CryptoBackend;

use crate::refusal::unsupported;

/// Checks that the emulator has each backend.
///
/// # Errors
/// `ConfigUnsupported` for one that it has not.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    for crypto in &domain.devices.cryptos {
        let (name, object) = match crypto.backend {
            CryptoBackend::Builtin => ("builtin", "cryptodev-backend-builtin"),
            CryptoBackend::Lkcf => ("lkcf", "cryptodev-backend-lkcf"),
        };
        if !caps.has_device(object) {
            return Err(unsupported(format!("crypto backend {name} is not supported")));
        }
    }
    Ok(())
}
