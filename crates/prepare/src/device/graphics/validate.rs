//! What a graphical display must not be.

use caps::{EmulatorCapabilities, Feature};
use errors::Result;
use model::Domain;
use model::device::graphics::GraphicsKind;

use crate::refusal::{contradiction, unsupported};

/// Checks that the emulator has each kind of display.
///
/// # Errors
/// `ConfigUnsupported` for one that it has not.
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
    for graphics in displays {
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
    }
    Ok(())
}
