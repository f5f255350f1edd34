//! What happens when the guest powers off, reboots or crashes.

use model::Domain;
use model::domain::{CrashAction, LifecycleAction};

/// Writes down libvirt's defaults.
pub(super) fn complete(domain: &mut Domain) {
    let _ = domain.on_poweroff.get_or_insert(LifecycleAction::Destroy);
    let _ = domain.on_reboot.get_or_insert(LifecycleAction::Restart);
    let _ = domain.on_crash.get_or_insert(CrashAction::Destroy);
}
