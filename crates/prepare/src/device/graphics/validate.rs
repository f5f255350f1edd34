//! What a graphical display must not be.

use caps::{EmulatorCapabilities, Feature};
use errors::Result;
use model::Domain;
use model::device::graphics::{ConnectedAction, Graphics, GraphicsKind};

use crate::refusal::{contradiction, nonsense, unsupported};

/// The longest password that VNC has.
const VNC_PASSWORD: usize = 8;

/// Checks every display.
///
/// # Errors
/// As [`one`].
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let displays = &domain.devices.graphics;
    for graphics in displays {
        if let GraphicsKind::Dbus(dbus) = &graphics.kind
            && dbus.p2p == Some(true)
            && dbus.address.is_some()
        {
            return Err(contradiction("D-Bus p2p with an address is not supported"));
        }
    }
    displays.iter().try_for_each(|graphics| one(graphics, caps))
}

/// Checks that the emulator has that kind of display, and can do with it what is asked for.
///
/// # Errors
/// `ConfigUnsupported`.
pub(crate) fn one(graphics: &Graphics, caps: &EmulatorCapabilities) -> Result<()> {
    let (name, offered) = match &graphics.kind {
        GraphicsKind::Vnc(_) => ("vnc", caps.has(Feature::Vnc)),
        GraphicsKind::Spice(_) => ("spice", caps.has(Feature::Spice)),
        GraphicsKind::Sdl(_) => ("sdl", caps.has(Feature::DisplaySdl)),
        GraphicsKind::EglHeadless { .. } => ("egl-headless", caps.has(Feature::DisplayEglHeadless)),
        GraphicsKind::Dbus(_) => ("dbus", caps.has(Feature::DisplayDbus)),
        GraphicsKind::Rdp(_) => ("rdp", false),
        GraphicsKind::Desktop { .. } => ("desktop", false),
    };
    if !offered {
        return Err(unsupported(format!("{name} graphics are not supported with this QEMU")));
    }
    if let GraphicsKind::Vnc(vnc) = &graphics.kind {
        if vnc.auth.connected.is_some_and(|action| action != ConnectedAction::Keep) {
            return Err(nonsense("VNC supports connected='keep' only"));
        }
        let length = vnc.auth.password.as_ref().map_or(0, String::len);
        if length > VNC_PASSWORD {
            let detail = format!("VNC password is {length} characters long, only {VNC_PASSWORD} permitted");
            return Err(unsupported(detail));
        }
    }
    Ok(())
}
