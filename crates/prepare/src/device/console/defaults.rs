//! The first console and the first serial port of a guest are the same thing.

use model::Domain;
use model::device::console::{Console, ConsoleType};
use model::device::info::DeviceInfo;
use model::device::serial::{Serial, SerialType};
use model::os::OsType;

/// Completes the pair: a console of the serial kind that has no port behind it gets one, and the
/// first port gets a console.
pub(crate) fn pair_with_serial(domain: &mut Domain) {
    if domain.os.os_type != Some(OsType::Hvm) {
        return;
    }
    let devices = &mut domain.devices;
    match devices.consoles.first_mut() {
        Some(console) if matches!(console.target_type, None | Some(ConsoleType::Serial)) => {
            match devices.serials.first() {
                Some(serial) => {
                    console.source = serial.source.clone();
                    console.port = serial.port;
                    console.info.address.clone_from(&serial.info.address);
                }
                None => devices.serials.push(Serial {
                    source: console.source.clone(),
                    target_type: None,
                    target_model: None,
                    port: console.port,
                    info: std::mem::take(&mut console.info),
                }),
            }
            console.target_type = Some(ConsoleType::Serial);
        }
        Some(_) | None => {
            if let Some(serial) = devices.serials.first().filter(|serial| is_console(serial)) {
                let console = Console {
                    source: serial.source.clone(),
                    target_type: Some(ConsoleType::Serial),
                    port: serial.port,
                    info: DeviceInfo { address: serial.info.address.clone(), ..DeviceInfo::default() },
                };
                devices.consoles.insert(0, console);
            }
        }
    }
}

/// Is the port one that firmware and kernels use as a console?
fn is_console(serial: &Serial) -> bool {
    !matches!(serial.target_type, Some(SerialType::UsbSerial | SerialType::PciSerial | SerialType::IsaDebug))
}

/// Writes down type and number of every console.
pub(crate) fn complete(domain: &mut Domain) {
    let mut next = domain
        .devices
        .consoles
        .iter()
        .filter_map(|console| console.port)
        .map(|port| port + 1)
        .max()
        .unwrap_or(0);
    let first_port = domain.devices.serials.first().and_then(|serial| serial.port);
    for (position, console) in domain.devices.consoles.iter_mut().enumerate() {
        let _ = console.target_type.get_or_insert(ConsoleType::Serial);
        if console.port.is_none() {
            let paired = (position == 0 && console.target_type == Some(ConsoleType::Serial))
                .then_some(first_port)
                .flatten();
            console.port = Some(paired.unwrap_or(next));
            next = next.max(console.port.unwrap_or_default() + 1);
        }
    }
}
