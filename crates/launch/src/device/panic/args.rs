//! `-device pvpanic`.

use errors::Result;
use model::device::address::Address;
use model::device::panic::PanicModel;

use crate::address::place;
use crate::build::Build;
use crate::option::Props;

/// The port of a device that is told to be on ISA, and not where.
const DEFAULT_PORT: u32 = 0x505;

/// Writes the panic devices that are devices: the others are CPU features, or firmware of the board.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for panic in &build.guest.devices.panics {
        match panic.model {
            Some(PanicModel::Isa) => {
                let port = match &panic.info.address {
                    Some(Address::Isa(address)) if address.iobase == 0 => Some(DEFAULT_PORT),
                    Some(Address::Isa(address)) => Some(address.iobase),
                    _ => None,
                };
                build.device(Props::new().with("driver", "pvpanic").maybe("ioport", port));
            }
            Some(PanicModel::Pvpanic) => {
                let props = Props::new().with("driver", "pvpanic-pci").and(place(build.guest, &panic.info)?);
                build.device(props);
            }
            _ => {}
        }
    }
    Ok(())
}
