//! What a watchdog does when its definition does not say.

use model::Domain;
use model::device::watchdog::WatchdogAction;

/// Writes down that the guest is reset.
pub(crate) fn complete(domain: &mut Domain) {
    for watchdog in &mut domain.devices.watchdogs {
        let _ = watchdog.action.get_or_insert(WatchdogAction::Reset);
    }
}
