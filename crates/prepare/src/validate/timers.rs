//! Which timers an architecture can have.

use errors::Result;
use model::Domain;
use model::clock::{TickPolicy, Timer, TimerName};
use model::domain::VirtType;

use crate::board::is_x86;
use crate::refusal::{nonsense, unsupported};

/// Rules of the timers themselves: each has its own ways of being set.
pub(super) fn validate_asked(domain: &Domain) -> Result<()> {
    for timer in domain.clock.iter().flat_map(|clock| &clock.timers) {
        let name = timer.name;
        let ticks = !matches!(name, TimerName::Tsc | TimerName::Kvmclock | TimerName::Hypervclock);
        let tracks = matches!(name, TimerName::Platform | TimerName::Rtc);
        let tsc = name == TimerName::Tsc;
        for (what, given, allowed) in [
            ("tickpolicy", timer.tick_policy.is_some(), ticks || tsc),
            ("track", timer.track.is_some(), tracks),
            ("frequency", timer.frequency.is_some(), tsc),
            ("mode", timer.mode.is_some(), tsc),
        ] {
            if given && !allowed {
                return Err(nonsense(format!("timer {name} doesn't support setting of timer {what}")));
            }
        }
    }
    Ok(())
}

/// What this emulator makes of missed ticks.
fn ticks_can_be_had(timer: &Timer) -> Result<()> {
    match (timer.name, timer.tick_policy) {
        (TimerName::Platform, _) => Err(unsupported("unsupported timer type (name) 'platform'")),
        (TimerName::Pit, Some(policy @ TickPolicy::Merge)) => {
            Err(unsupported(format!("unsupported pit tickpolicy '{policy}'")))
        }
        (TimerName::Rtc, Some(policy @ (TickPolicy::Merge | TickPolicy::Discard))) => {
            Err(unsupported(format!("unsupported rtc timer tickpolicy '{policy}'")))
        }
        _ => Ok(()),
    }
}

/// The timers of the PC are on PCs, those of ARM on ARM.
pub(super) fn validate(domain: &Domain) -> Result<()> {
    let arch = domain.os.arch.as_deref().unwrap_or_default();
    let x86 = is_x86(domain);
    let kvm = domain.virt_type == VirtType::Kvm;
    let arm = matches!(arch, "aarch64" | "armv7l");
    for timer in domain.clock.iter().flat_map(|clock| &clock.timers) {
        let there = match timer.name {
            TimerName::Tsc
            | TimerName::Kvmclock
            | TimerName::Hypervclock
            | TimerName::Hpet
            | TimerName::Pit
            | TimerName::Rtc => x86 || !kvm,
            TimerName::Armvtimer => arm && kvm,
            TimerName::Platform => true,
        };
        ticks_can_be_had(timer)?;
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
