//! What no complete definition may be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Checks a complete definition against what the emulator can do.
///
/// # Errors
/// Those of the rules.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    crate::device::validate(domain, caps)
}
