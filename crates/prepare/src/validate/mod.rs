//! What no complete definition may be: rules about the guest as a whole, one file for each part of it. Rules
//! about devices stand with their kinds.

mod cpu;
mod features;
mod firmware;
mod memory;
mod numa;

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Checks a definition before anything is decided for it: what would be hidden by our own decisions.
///
/// # Errors
/// Those of the rules.
pub(crate) fn before(domain: &Domain) -> Result<()> {
    firmware::validate(domain)?;
    numa::validate_asked(domain)
}

/// Checks a complete definition against what the emulator can do.
///
/// # Errors
/// Those of the rules.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    cpu::validate(domain)?;
    features::validate(domain)?;
    memory::validate(domain)?;
    numa::validate(domain)?;
    crate::device::validate(domain, caps)
}
