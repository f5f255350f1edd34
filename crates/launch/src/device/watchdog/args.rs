//! `-device` of a watchdog, and what it does.

use errors::Result;
use model::device::watchdog::{WatchdogAction, WatchdogModel};

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
        let props =
            Props::new().with("driver", watchdog.model.to_string()).with("id", alias(&watchdog.info)?);
        let props = props.and(place(build.guest, &watchdog.info)?);
        build.device(props);
    }
    if let Some(watchdog) = watchdogs.first() {
        // A dump is made by the daemon, of a guest that stands still.
        let action = match watchdog.action.unwrap_or(WatchdogAction::Reset) {
            WatchdogAction::Dump => WatchdogAction::Pause,
            action => action,
        };
        build.option("-watchdog-action", action.to_string());
    }
    Ok(())
}
