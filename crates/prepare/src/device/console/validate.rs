//! What a console must not be.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::console::ConsoleType;

use crate::refusal::{nonsense, unsupported};

/// Checks that only the first console is a serial port, and that the emulator has the others.
///
/// # Errors
/// `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate(domain: &Domain, caps: &EmulatorCapabilities) -> Result<()> {
    let consoles = &domain.devices.consoles;
    if consoles.iter().skip(1).any(|console| console.target_type == Some(ConsoleType::Serial)) {
        return Err(nonsense("Only the first console can be a serial port"));
    }
    for console in consoles {
        match console.target_type {
            Some(kind @ (ConsoleType::Sclp | ConsoleType::SclpLm)) => {
                let device = format!("{kind}console");
                if !caps.has_device(&device) {
                    return Err(unsupported(format!("{device} is not supported in this QEMU binary")));
                }
            }
            None | Some(ConsoleType::Serial | ConsoleType::Virtio) => {}
            Some(kind) => return Err(unsupported(format!("unsupported console target type {kind}"))),
        }
    }
    Ok(())
}
