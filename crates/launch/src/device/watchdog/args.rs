//! `-device` of a watchdog, and what it does.

use errors::Result;
use model::device::watchdog::{Watchdog, WatchdogAction, WatchdogModel};

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;

/// Writes the watchdogs. They all do the same thing.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let watchdogs = &build.guest.devices.watchdogs;
    for watchdog in watchdogs {
        // The one of the ICH9 chip is there already, but disabled.
        if watchdog.model == WatchdogModel::Itco {
            build.option("-global", "ICH9-LPC.noreboot=off");
            continue;
        }
        one(build, watchdog)?;
    }
    if let Some(watchdog) = watchdogs.first() {
        build.option("-watchdog-action", action(watchdog).to_string());
    }
    Ok(())
}

/// What the watchdog has QEMU do. A dump is made by the daemon, of a guest that stands still.
pub(crate) fn action(watchdog: &Watchdog) -> WatchdogAction {
    match watchdog.action.unwrap_or(WatchdogAction::Reset) {
        WatchdogAction::Dump => WatchdogAction::Pause,
        action => action,
    }
}

/// Writes a watchdog that is a device of its own.
pub(crate) fn one(build: &mut Build<'_>, watchdog: &Watchdog) -> Result<()> {
    let props = Props::new().with("driver", watchdog.model.to_string()).with("id", alias(&watchdog.info)?);
    let props = props.and(place(build.guest, &watchdog.info)?);
    build.device(props);
    Ok(())
}
