//! Ports of USB controllers and hubs.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::{Address, UsbAddress};
use model::device::controller::{ControllerKind, UsbController, UsbModel};
use model::device::disk::DiskBus;
use model::device::filesystem::FilesystemDriverType;
use model::device::hostdev::HostDevSource;
use model::device::hub::{Hub, HubType};
use model::device::info::DeviceInfo;
use model::device::input::InputBus;
use model::device::serial::SerialModel;
use model::device::sound::SoundModel;

/// QEMU's hub has this many ports.
const HUB_PORTS: u32 = 8;

/// A controller's root, or a hub: its ports, each free, taken by a device, or with a hub behind it.
#[derive(Debug, Default)]
struct Ports(Vec<Port>);

#[derive(Debug, Default)]
enum Port {
    #[default]
    Free,
    Device,
    Hub(Ports),
}

impl Ports {
    fn new(count: u32) -> Self {
        Self((0..count).map(|_| Port::Free).collect())
    }

    /// The path to the first free port: on this hub, else on those behind it.
    fn free(&self) -> Option<Vec<u32>> {
        let number = |position: usize| u32::try_from(position + 1).unwrap_or_default();
        if let Some(position) = self.0.iter().position(|port| matches!(port, Port::Free)) {
            return Some(vec![number(position)]);
        }
        self.0.iter().enumerate().find_map(|(position, port)| match port {
            Port::Hub(behind) => behind.free().map(|path| [vec![number(position)], path].concat()),
            _ => None,
        })
    }

    /// The port at the end of a path.
    fn at(&mut self, address: &UsbAddress) -> Result<&mut Port> {
        let mut ports = self;
        let (last, hubs) = address.port.split_last().ok_or_else(|| no_such_port(address))?;
        for (depth, number) in hubs.iter().enumerate() {
            let port =
                usize::try_from(*number).ok().and_then(|number| ports.0.get_mut(number.checked_sub(1)?));
            ports = match port {
                Some(Port::Hub(behind)) => behind,
                Some(_) => {
                    let to = joined(address.port.get(..=depth).unwrap_or_default());
                    return Err(refusal(format!(
                        "there is no hub at port {to} in USB address bus: {} port: {}",
                        address.bus,
                        joined(&address.port)
                    )));
                }
                None => return Err(no_such_port(address)),
            };
        }
        let port = usize::try_from(*last).ok().and_then(|number| ports.0.get_mut(number.checked_sub(1)?));
        port.ok_or_else(|| no_such_port(address))
    }
}

/// A port's path as people write it: `1.2`.
fn joined(path: &[u32]) -> String {
    path.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

fn refusal(text: String) -> Error {
    Error::new(Code::XmlError, errors::Domain::Domain, text)
}

fn no_such_port(address: &UsbAddress) -> Error {
    refusal(format!("requested USB port {} not present on USB bus {}", joined(&address.port), address.bus))
}

/// All USB buses, by the index of their controller.
struct Buses(Vec<(u32, Ports)>);

impl Buses {
    fn of(domain: &Domain) -> Self {
        let mut buses: Vec<(u32, Ports)> = Vec::new();
        for controller in &domain.devices.controllers {
            let ControllerKind::Usb(usb) = &controller.kind else { continue };
            let count = root_ports(usb);
            let index = controller.index.unwrap_or_default();
            if count > 0 && !buses.iter().any(|(bus, _)| *bus == index) {
                buses.push((index, Ports::new(count)));
            }
        }
        buses.sort_by_key(|(index, _)| *index);
        Self(buses)
    }

    fn take(&mut self, address: &UsbAddress, what: Port) -> Result<()> {
        let Some((_, ports)) = self.0.iter_mut().find(|(bus, _)| *bus == address.bus) else {
            return Err(refusal(format!(
                "USB bus {} requested but no controller with that index is present",
                address.bus
            )));
        };
        let port = ports.at(address)?;
        if !matches!(port, Port::Free) {
            return Err(refusal(format!(
                "Duplicate USB address bus {} port {}",
                address.bus,
                joined(&address.port)
            )));
        }
        *port = what;
        Ok(())
    }

    /// The first free port, of the bus that is asked for or of any.
    fn free(&self, bus: Option<u32>) -> Option<UsbAddress> {
        self.0
            .iter()
            .filter(|(index, _)| bus.is_none_or(|bus| bus == *index))
            .find_map(|(index, ports)| Some(UsbAddress { bus: *index, port: ports.free()? }))
    }
}

/// How many ports a controller has; companions serve those of their master.
fn root_ports(usb: &UsbController) -> u32 {
    match usb.model {
        Some(UsbModel::Piix3Uhci | UsbModel::Piix4Uhci | UsbModel::Vt82c686bUhci) | None => 2,
        Some(UsbModel::Ehci | UsbModel::Ich9Ehci1) => 6,
        Some(UsbModel::PciOhci) => 3,
        Some(UsbModel::NecXhci | UsbModel::QemuXhci) => usb.ports.unwrap_or(4),
        Some(UsbModel::Qusb1 | UsbModel::Qusb2) => usb.ports.unwrap_or(8),
        Some(UsbModel::Ich9Uhci1 | UsbModel::Ich9Uhci2 | UsbModel::Ich9Uhci3 | UsbModel::None) => 0,
    }
}

/// Gives every USB device a port, adding hubs when there are more devices than ports.
///
/// # Errors
/// `XmlError` for ports that do not exist or are taken, and when none is left.
pub(crate) fn assign(domain: &mut Domain) -> Result<()> {
    let mut buses = Buses::of(domain);
    if buses.0.is_empty() {
        return Ok(());
    }
    add_hubs(domain);
    // Hubs that have their place come first, outer before inner, then whatever else has one.
    let mut placed: Vec<UsbAddress> =
        domain.devices.hubs.iter().filter_map(|hub| complete(&hub.info).cloned()).collect();
    placed.sort_by_key(|address| address.port.len());
    for address in &placed {
        buses.take(address, Port::Hub(Ports::new(HUB_PORTS)))?;
    }
    for info in devices(domain) {
        if let Some(address) = complete(info).cloned() {
            buses.take(&address, Port::Device)?;
        }
    }
    for hub in &mut domain.devices.hubs {
        // It is nowhere but on USB.
        hub.info.address = hub.info.address.take().filter(|address| matches!(address, Address::Usb(_)));
        place(&mut hub.info, &mut buses, || Port::Hub(Ports::new(HUB_PORTS)))?;
    }
    for info in devices(domain) {
        place(info, &mut buses, || Port::Device)?;
    }
    Ok(())
}

/// The address of a device that has one with a port.
fn complete(info: &DeviceInfo) -> Option<&UsbAddress> {
    match &info.address {
        Some(Address::Usb(address)) if !address.port.is_empty() => Some(address),
        _ => None,
    }
}

fn place(info: &mut DeviceInfo, buses: &mut Buses, what: impl Fn() -> Port) -> Result<()> {
    let bus = match &info.address {
        None => None,
        Some(Address::Usb(address)) if address.port.is_empty() => Some(address.bus),
        Some(_) => return Ok(()),
    };
    if let Some(bus) = bus
        && !buses.0.iter().any(|(index, _)| *index == bus)
    {
        return Err(refusal(format!("USB bus {bus} requested but no controller with that index is present")));
    }
    let address = buses
        .free(bus)
        .ok_or_else(|| Error::new(Code::InternalError, errors::Domain::None, "No free USB ports"))?;
    buses.take(&address, what())?;
    info.address = Some(Address::Usb(address));
    Ok(())
}

/// Adds as many hubs as it takes to give every device a port; each costs one.
fn add_hubs(domain: &mut Domain) {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let wanted = count(devices(domain).len());
    let roots: u32 = Buses::of(domain).0.iter().map(|(_, ports)| count(ports.0.len())).sum();
    let available = roots.saturating_add(count(domain.devices.hubs.len()).saturating_mul(HUB_PORTS - 1));
    for _ in 0..wanted.saturating_sub(available).div_ceil(HUB_PORTS - 1) {
        domain.devices.hubs.push(Hub { kind: HubType::Usb, info: DeviceInfo::default() });
    }
}

/// The devices on USB other than hubs, in the order in which libvirt gives out ports.
fn devices(domain: &mut Domain) -> Vec<&mut DeviceInfo> {
    let devices = &mut domain.devices;
    let hostdevs = devices
        .hostdevs
        .iter_mut()
        .filter(|hostdev| matches!(hostdev.source, HostDevSource::Usb(_)))
        .map(|d| &mut d.info);
    let disks =
        devices.disks.iter_mut().filter(|disk| disk.target.bus == Some(DiskBus::Usb)).map(|d| &mut d.info);
    let interfaces = devices
        .interfaces
        .iter_mut()
        .filter(|nic| nic.model.as_deref() == Some("usb-net"))
        .map(|d| &mut d.info);
    let ccids = devices
        .controllers
        .iter_mut()
        .filter(|controller| matches!(controller.kind, ControllerKind::Ccid))
        .map(|d| &mut d.info);
    let inputs =
        devices.inputs.iter_mut().filter(|input| input.bus == Some(InputBus::Usb)).map(|d| &mut d.info);
    let sounds =
        devices.sounds.iter_mut().filter(|sound| sound.model == SoundModel::Usb).map(|d| &mut d.info);
    let filesystems = devices
        .filesystems
        .iter_mut()
        .filter(|fs| fs.driver.driver_type == Some(FilesystemDriverType::Mtp))
        .map(|d| &mut d.info);
    let serials = devices
        .serials
        .iter_mut()
        .filter(|serial| serial.target_model == Some(SerialModel::UsbSerial))
        .map(|d| &mut d.info);
    let redirdevs = devices.redirdevs.iter_mut().map(|d| &mut d.info);
    hostdevs
        .chain(disks)
        .chain(interfaces)
        .chain(ccids)
        .chain(inputs)
        .chain(sounds)
        .chain(filesystems)
        .chain(serials)
        .chain(redirdevs)
        .collect()
}
