//! `-rtc` and the timers.

use model::clock::{Adjustment, Clock, ClockBasis, ClockOffset, TickPolicy, Timer, TimerName, TimerTrack};

use crate::build::Build;
use crate::calendar::date_time;
use crate::option::Pairs;

/// Writes the real time clock.
pub(crate) fn rtc(build: &mut Build<'_>) {
    let clock = build.guest.clock.as_ref();
    let mut rtc = Pairs::headless();
    rtc = match clock.map(|clock| &clock.offset) {
        None | Some(ClockOffset::Utc { adjustment: None | Some(Adjustment::Reset) }) => {
            rtc.with("base", "utc")
        }
        Some(ClockOffset::Localtime { .. } | ClockOffset::Timezone(_)) => rtc.with("base", "localtime"),
        Some(ClockOffset::Utc { adjustment: Some(Adjustment::Seconds(seconds)) }) => {
            rtc.with("base", date_time(build.context.now.saturating_add(*seconds)))
        }
        Some(ClockOffset::Variable { adjustment, basis }) => {
            let zone = if *basis == ClockBasis::Localtime { build.context.utc_offset } else { 0 };
            rtc.with("base", date_time(build.context.now.saturating_add(*adjustment).saturating_add(zone)))
        }
        Some(ClockOffset::Absolute { start }) => {
            rtc.with("base", date_time(i64::try_from(start.unwrap_or_default()).unwrap_or(i64::MAX)))
        }
    };
    if let Some(timer) = timer(clock, TimerName::Rtc) {
        match timer.track {
            Some(TimerTrack::Guest) => rtc.push("clock", "vm"),
            Some(TimerTrack::Wall) => rtc.push("clock", "host"),
            Some(TimerTrack::Realtime) => rtc.push("clock", "rt"),
            Some(TimerTrack::Boot) | None => {}
        }
        if timer.tick_policy == Some(TickPolicy::Catchup) {
            rtc.push("driftfix", "slew");
        }
    }
    if let Some(ClockOffset::Timezone(zone)) = clock.map(|clock| &clock.offset) {
        build.line.env.push(("TZ".to_owned(), zone.clone()));
    }
    build.option("-rtc", rtc);
}

/// Writes what becomes of lost ticks of the PIT, and the absence of the HPET where that is not a
/// property of the board.
pub(crate) fn timers(build: &mut Build<'_>) {
    let clock = build.guest.clock.as_ref();
    for timer in clock.iter().flat_map(|clock| &clock.timers) {
        match (timer.name, timer.tick_policy) {
            (TimerName::Pit, None | Some(TickPolicy::Delay))
                if build.caps.has_property("kvm-pit", "lost_tick_policy") =>
            {
                build.option("-global", "kvm-pit.lost_tick_policy=delay");
            }
            (TimerName::Pit, Some(TickPolicy::Discard))
                if build.caps.has_property("kvm-pit", "lost_tick_policy") =>
            {
                build.option("-global", "kvm-pit.lost_tick_policy=discard");
            }
            (TimerName::Hpet, _)
                if timer.present == Some(false) && !build.caps.has_option("machine", "hpet") =>
            {
                build.flag("-no-hpet");
            }
            _ => {}
        }
    }
}

/// Whether the definition has or denies the HPET; `None` when it does not say.
pub(crate) fn hpet(build: &Build<'_>) -> Option<bool> {
    timer(build.guest.clock.as_ref(), TimerName::Hpet).and_then(|timer| timer.present)
}

/// The timer of that name in the definition.
pub(crate) fn timer(clock: Option<&Clock>, name: TimerName) -> Option<&Timer> {
    clock?.timers.iter().find(|timer| timer.name == name)
}
