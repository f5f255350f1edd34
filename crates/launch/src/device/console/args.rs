//! `-device virtconsole` and its like. A console of the serial kind is the first serial port.

use errors::Result;
use model::device::console::{Console, ConsoleType};

use crate::address::{alias, serial_port};
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// Writes the consoles.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.consoles.iter().try_for_each(|console| one(build, console))
}

/// Writes a console, unless it is of the serial kind.
pub(crate) fn one(build: &mut Build<'_>, console: &Console) -> Result<()> {
    let driver = match console.target_type {
        Some(ConsoleType::Virtio) => "virtconsole",
        Some(ConsoleType::Sclp) => "sclpconsole",
        Some(ConsoleType::SclpLm) => "sclplmconsole",
        _ => return Ok(()),
    };
    let id = alias(&console.info)?;
    let chardev = chardev(build, &console.source, id)?;
    let props = Props::new().with("driver", driver).and(serial_port(build.guest, &console.info)?);
    build.device(props.with("chardev", chardev).with("id", id));
    Ok(())
}
