//! Where a device is plugged in, as device properties.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::{Address, PciAddress};
use model::device::controller::{Controller, ControllerKind, ControllerType, PciModel};
use model::device::info::DeviceInfo;

use crate::option::Props;

/// The properties that say where the device is: bus and place on it. A device on a bus that has no
/// places gets none.
///
/// # Errors
/// `InternalError` when the bus does not exist.
pub(crate) fn place(guest: &Domain, info: &DeviceInfo) -> Result<Props> {
    Ok(match &info.address {
        Some(Address::Pci(Some(address))) => pci(guest, info, address)?,
        // Where no bus of that kind is, the address is the first.
        Some(Address::Pci(None)) => pci(guest, info, &PciAddress::default())?,
        Some(Address::Usb(address)) => {
            let controller = find(guest, ControllerType::Usb, address.bus)?;
            let port = address.port.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
            Props::new().with("bus", format!("{}.0", alias(&controller.info)?)).with("port", port)
        }
        Some(Address::Ccw(Some(address))) => Props::new()
            .with("devno", format!("{:x}.{:x}.{:04x}", address.cssid, address.ssid, address.devno)),
        Some(Address::SpaprVio { reg: Some(reg) }) => Props::new().with("reg", *reg),
        Some(Address::Isa(address)) => {
            let nonzero = |value: u32| (value != 0).then_some(value);
            Props::new().maybe("iobase", nonzero(address.iobase)).maybe("irq", nonzero(address.irq))
        }
        Some(Address::Dimm(address)) => Props::new().maybe("slot", address.slot).maybe("addr", address.base),
        _ => Props::new(),
    })
}

/// The port of a device on a bus of serial ports; nothing where it has none.
///
/// # Errors
/// As [`place`].
pub(crate) fn serial_port(guest: &Domain, info: &DeviceInfo) -> Result<Props> {
    let Some(Address::VirtioSerial(address)) = &info.address else { return Ok(Props::new()) };
    let controller = find(guest, ControllerType::VirtioSerial, address.controller)?;
    Ok(Props::new()
        .with("bus", format!("{}.{}", alias(&controller.info)?, address.bus))
        .with("nr", address.port))
}

fn pci(guest: &Domain, info: &DeviceInfo, address: &PciAddress) -> Result<Props> {
    let controller = find(guest, ControllerType::Pci, address.bus)?;
    let addr = match address.function {
        0 => format!("0x{:x}", address.slot),
        function => format!("0x{:x}.0x{function:x}", address.slot),
    };
    Ok(Props::new()
        .with("bus", pci_bus(guest, controller)?)
        .maybe("multifunction", address.multifunction)
        .with("addr", addr)
        .maybe("acpi-index", info.acpi_index.filter(|index| *index != 0)))
}

/// What QEMU calls the bus of a PCI controller: roots on the board have names of their own.
fn pci_bus(guest: &Domain, controller: &Controller) -> Result<String> {
    let model = match &controller.kind {
        ControllerKind::Pci(pci) => pci.model,
        _ => None,
    };
    Ok(match (model, controller.index) {
        // One board has but one bus, without a number.
        (Some(PciModel::PciRoot), Some(0)) if guest.os.machine.as_deref() == Some("versatilepb") => {
            "pci".to_owned()
        }
        (Some(PciModel::PciRoot), Some(0)) => "pci.0".to_owned(),
        (Some(PciModel::PcieRoot), Some(0)) => "pcie.0".to_owned(),
        (Some(PciModel::PciRoot), _) => format!("{}.0", alias(&controller.info)?),
        _ => alias(&controller.info)?.to_owned(),
    })
}

/// The controller of that bus and number.
///
/// # Errors
/// `InternalError` when there is none.
pub(crate) fn find(guest: &Domain, kind: ControllerType, index: u32) -> Result<&Controller> {
    let found = guest
        .devices
        .controllers
        .iter()
        .find(|controller| controller.kind.bus() == kind && controller.index == Some(index));
    found.ok_or_else(|| {
        Error::new(
            Code::InternalError,
            errors::Domain::Qemu,
            format!("Could not find {kind} controller with index {index} required for device"),
        )
    })
}

/// The alias that a live device has.
///
/// # Errors
/// `InternalError` for a device without one.
pub(crate) fn alias(info: &DeviceInfo) -> Result<&str> {
    info.alias.as_deref().ok_or_else(|| {
        Error::new(Code::InternalError, errors::Domain::Qemu, "a device of the live definition has no alias")
    })
}

/// The option ROM of a device: whether it is shown, and what is in it.
pub(crate) fn rom(info: &DeviceInfo) -> Props {
    let Some(rom) = &info.rom else { return Props::new() };
    if rom.enabled == Some(false) {
        return Props::new().with("romfile", "");
    }
    Props::new().maybe("rombar", rom.bar.map(u8::from)).maybe("romfile", rom.file.clone())
}
