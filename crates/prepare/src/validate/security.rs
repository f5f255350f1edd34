//! Which protection a guest can have.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::security::LaunchSecurity;

use crate::refusal::unsupported;

pub(super) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let Some(security) = &domain.launch_security else { return Ok(()) };
    let (name, object, offered) = match security {
        LaunchSecurity::Sev(_) => ("sev", "sev-guest", caps.sev.is_some()),
        LaunchSecurity::SevSnp(_) => ("sev-snp", "sev-snp-guest", caps.sev.is_some()),
        LaunchSecurity::S390Pv => ("s390-pv", "s390-pv-guest", true),
    };
    if !offered || !caps.has_device(object) {
        return Err(unsupported(format!("'{name}' launch security is not supported with this QEMU binary")));
    }
    Ok(())
}
