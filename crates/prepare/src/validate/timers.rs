//! Which timers an architecture can have.

use errors::Result;
use model::Domain;
use model::clock::TimerName;

use crate::refusal::unsupported;

/// The timers of the PC are on PCs, those of ARM on ARM.
pub(super) fn validate(domain: &Domain) -> Result<()> {
    let arch = domain.os.arch.as_deref().unwrap_or_default();
    let x86 = matches!(arch, "x86_64" | "i686");
    let arm = matches!(arch, "aarch64" | "armv7l");
    for timer in domain.clock.iter().flat_map(|clock| &clock.timers) {
        let there = match timer.name {
            TimerName::Tsc
            | TimerName::Kvmclock
            | TimerName::Hypervclock
            | TimerName::Hpet
            | TimerName::Pit
            | TimerName::Rtc => x86,
            TimerName::Armvtimer => arm,
            TimerName::Platform => true,
        };
        if !there {
            let name = timer.name;
            let kind = domain.virt_type;
            let machine = domain.os.machine.as_deref().unwrap_or_default();
            return Err(unsupported(format!(
                "Configuring the '{name}' timer is not supported for virtType={kind} arch={arch} machine={machine} guests"
            )));
        }
    }
    Ok(())
}
