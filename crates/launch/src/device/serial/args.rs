//! `-device` of a serial port.

use errors::Result;
use model::device::serial::{Serial, SerialModel};

use crate::address::{alias, place};
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// Writes the serial ports.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.serials.iter().try_for_each(|serial| one(build, serial))
}

/// Writes a serial port.
pub(crate) fn one(build: &mut Build<'_>, serial: &Serial) -> Result<()> {
    let id = alias(&serial.info)?;
    let chardev = chardev(build, &serial.source, id)?;
    let driver = match serial.target_model {
        Some(SerialModel::UsbSerial) => "usb-serial",
        Some(SerialModel::PciSerial) => "pci-serial",
        Some(SerialModel::SpaprVty) => "spapr-vty",
        Some(SerialModel::SclpConsole) => "sclpconsole",
        Some(SerialModel::SclpLmConsole) => "sclplmconsole",
        Some(SerialModel::IsaDebugcon) => "isa-debugcon",
        Some(SerialModel::IsaSerial) | None => "isa-serial",
        // The port of a system on a chip is there already: it is only connected.
        Some(SerialModel::Pl011 | SerialModel::Uart16550a) => {
            build.option("-serial", format!("chardev:{chardev}"));
            return Ok(());
        }
    };
    let mut props = Props::new().with("driver", driver).with("chardev", chardev).with("id", id);
    if driver == "isa-serial" {
        props = props.maybe("index", serial.port);
    }
    let props = props.and(place(build.guest, &serial.info)?);
    build.device(props);
    Ok(())
}
