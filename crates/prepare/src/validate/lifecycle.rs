//! What can become of a guest that powers off, reboots or crashes.

use errors::Result;
use model::Domain;
use model::domain::{CrashAction, LifecycleAction};

use crate::refusal::unsupported;

/// A process that has ended is not preserved, and no guest is renamed.
pub(super) fn validate(domain: &Domain) -> Result<()> {
    let off = domain.on_poweroff.unwrap_or(LifecycleAction::Destroy);
    let again = domain.on_reboot.unwrap_or(LifecycleAction::Restart);
    let either = |action| off == action || again == action;
    if either(LifecycleAction::Preserve) {
        return Err(unsupported(
            "qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'",
        ));
    }
    if either(LifecycleAction::RenameRestart) || domain.on_crash == Some(CrashAction::RenameRestart) {
        return Err(unsupported(
            "qemu driver doesn't support the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'",
        ));
    }
    // QEMU cannot tell the two apart once it is told to end for one of them.
    if again == LifecycleAction::Destroy && off == LifecycleAction::Restart {
        return Err(unsupported(
            "qemu driver doesn't support 'onReboot' set to 'destroy and 'onPoweroff' set to 'reboot'",
        ));
    }
    Ok(())
}
