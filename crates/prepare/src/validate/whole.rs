//! A definition as a whole is checked, part by part.

use super::{
    check_lifecycle, cpu, features, firmware, memory, numa, os, security, sysinfo, timers, tuning, vcpus,
};
use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

/// Checks a definition before anything is decided for it: what would be hidden by our own decisions.
///
/// # Errors
/// Those of the rules.
pub(crate) fn before(domain: &Domain) -> Result<()> {
    timers::validate_asked(domain)?;
    sysinfo::validate_asked(domain)?;
    firmware::validate(domain)?;
    numa::validate_asked(domain)
}

/// Checks a complete definition against what the emulator can do.
///
/// # Errors
/// Those of the rules.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    check_lifecycle(domain)?;
    os::validate(domain)?;
    sysinfo::validate(domain)?;
    vcpus::validate(domain, caps)?;
    cpu::validate(domain)?;
    features::validate(domain, caps)?;
    timers::validate(domain)?;
    memory::validate(domain)?;
    firmware::suits_the_board(domain)?;
    tuning::validate(domain)?;
    numa::validate(domain)?;
    security::validate(domain, caps)?;
    crate::device::validate(domain, caps)
}
