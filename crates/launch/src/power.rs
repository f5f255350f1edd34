//! What becomes of a guest that reboots, powers off or sleeps.

use caps::Feature;
use model::domain::LifecycleAction;
use prepare::Board;

use crate::build::Build;

/// QEMU stays when the guest has powered off, so that the daemon can see what happened. A reboot
/// that is to end the guest is set over the monitor where QEMU can be told so.
pub(crate) fn reboot(build: &mut Build<'_>) {
    let ends = build.guest.on_reboot == Some(LifecycleAction::Destroy);
    if ends && !build.caps.has(Feature::Action) {
        build.flag("-no-reboot");
    } else {
        build.flag("-no-shutdown");
    }
}

/// The sleep states that the chip offers.
pub(crate) fn sleep_states(build: &mut Build<'_>) {
    let chip = match Board::of(build.guest) {
        Board::Q35 => "ICH9-LPC",
        Board::I440fx => "PIIX4_PM",
        _ => return,
    };
    let pm = build.guest.pm;
    for (property, enabled) in [("disable_s3", pm.suspend_to_mem), ("disable_s4", pm.suspend_to_disk)] {
        if let Some(enabled) = enabled {
            build.option("-global", format!("{chip}.{property}={}", u8::from(!enabled)));
        }
    }
}
