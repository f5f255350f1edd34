//! What a graphical display must not be.

use caps::{EmulatorCapabilities, Feature};
use errors::Result;
use model::Domain;
use model::device::graphics::GraphicsKind;

use crate::refusal::unsupported;

/// Checks that the emulator has each kind of display.
///
/// # Errors
/// `ConfigUnsupported` for one that it has not.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    for graphics in &domain.devices.graphics {
        let (name, offered) = match &graphics.kind {
            GraphicsKind::Vnc(_) => ("vnc", caps.has(Feature::Vnc)),
            GraphicsKind::Spice(_) => ("spice", caps.has(Feature::Spice)),
            GraphicsKind::Sdl(_) => ("sdl", caps.has(Feature::DisplaySdl)),
            GraphicsKind::EglHeadless { .. } => ("egl-headless", caps.has(Feature::DisplayEglHeadless)),
            GraphicsKind::Dbus(_) => ("dbus", caps.has(Feature::DisplayDbus)),
            other @ (GraphicsKind::Rdp(_) | GraphicsKind::Desktop { .. }) => {
                return Err(unsupported(format!("unsupported graphics type '{}'", other.kind())));
            }
        };
        if !offered {
            return Err(unsupported(format!("{name} graphics are not supported with this QEMU")));
        }
    }
    Ok(())
}
