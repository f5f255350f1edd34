//! What can become of a guest that powers off, reboots or crashes.

use errors::Result;
use model::Domain;
use model::domain::{CrashAction, LifecycleAction};

use crate::refusal::unsupported;

/// Checks what becomes of a guest.
///
/// # Errors
/// 67 for actions, alone or together, that no QEMU can do.
pub fn check_lifecycle(domain: &Domain) -> Result<()> {
    let either = |action: LifecycleAction| [domain.on_poweroff, domain.on_reboot].contains(&Some(action));
    if either(LifecycleAction::RenameRestart) || domain.on_crash == Some(CrashAction::RenameRestart) {
        return Err(unsupported(
            "qemu driver doesn't support the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'",
        ));
    }
    if either(LifecycleAction::Preserve) {
        return Err(unsupported(
            "qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'",
        ));
    }
    let (off, again) = (domain.on_poweroff, domain.on_reboot);
    if again == Some(LifecycleAction::Destroy) && off == Some(LifecycleAction::Restart) {
        return Err(unsupported(
            "qemu driver doesn't support 'onReboot' set to 'destroy and 'onPoweroff' set to 'reboot'",
        ));
    }
    Ok(())
}
