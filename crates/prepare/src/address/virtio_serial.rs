//! Ports of virtio serial controllers.

use std::collections::{BTreeMap, BTreeSet};

use errors::{Code, Error, Result};
use model::Domain;
use model::device::address::{Address, VirtioSerialAddress};
use model::device::channel::ChannelTarget;
use model::device::console::ConsoleType;
use model::device::controller::{ControllerKind, VirtioSerialController};

use crate::define::add_controller;

/// A controller has this many ports when it does not say; port 0 is the console's.
const PORTS: u32 = 31;

/// The ports in use, by controller.
struct Ports(BTreeMap<u32, (u32, BTreeSet<u32>)>);

impl Ports {
    fn of(domain: &Domain) -> Self {
        let controllers = domain.devices.controllers.iter().filter_map(|controller| match &controller.kind {
            ControllerKind::VirtioSerial(serial) => {
                Some((controller.index.unwrap_or_default(), (serial.ports.unwrap_or(PORTS), BTreeSet::new())))
            }
            _ => None,
        });
        Self(controllers.collect())
    }

    fn take(&mut self, address: VirtioSerialAddress) -> Result<()> {
        let refusal = |text: String| Err(Error::new(Code::XmlError, errors::Domain::Domain, text));
        let VirtioSerialAddress { controller, port, .. } = address;
        let Some((ports, used)) = self.0.get_mut(&controller) else {
            return refusal(format!("virtio serial controller {controller} is missing"));
        };
        if port > *ports {
            return refusal(format!("virtio serial controller {controller} does not have port {port}"));
        }
        if !used.insert(port) {
            return refusal(format!(
                "virtio serial port {port} on controller {controller} is already occupied"
            ));
        }
        Ok(())
    }

    /// The first free port of a controller.
    fn next(&self, controller: u32) -> Option<u32> {
        let (ports, used) = self.0.get(&controller)?;
        (1..*ports).find(|port| !used.contains(port))
    }
}

/// Gives every channel a port; consoles only when they ask for one.
pub(super) fn assign(domain: &mut Domain) -> Result<()> {
    let mut ports = Ports::of(domain);
    for info in domain.devices.infos() {
        if let Some(Address::VirtioSerial(address)) = &info.address
            && address.port != 0
        {
            ports.take(*address)?;
        }
    }
    for position in 0..domain.devices.consoles.len() {
        let Some(console) = domain.devices.consoles.get(position) else { break };
        if console.target_type == Some(ConsoleType::Virtio)
            && let Some(Address::VirtioSerial(address)) = console.info.address
            && address.port == 0
        {
            let found = next_port(domain, &mut ports, Some(address.controller))?;
            if let Some(console) = domain.devices.consoles.get_mut(position) {
                console.info.address = Some(Address::VirtioSerial(found));
            }
        }
    }
    for position in 0..domain.devices.channels.len() {
        let Some(channel) = domain.devices.channels.get(position) else { break };
        if !matches!(channel.target, ChannelTarget::Virtio { .. }) {
            continue;
        }
        let wanted = match &channel.info.address {
            Some(Address::VirtioSerial(address)) if address.port != 0 => continue,
            Some(Address::VirtioSerial(address)) => Some(address.controller),
            Some(_) => continue,
            None => None,
        };
        let found = next_port(domain, &mut ports, wanted)?;
        if let Some(channel) = domain.devices.channels.get_mut(position) {
            channel.info.address = Some(Address::VirtioSerial(found));
        }
    }
    Ok(())
}

/// The next free port, of the controller that is asked for or of any, else of a new one.
fn next_port(domain: &mut Domain, ports: &mut Ports, wanted: Option<u32>) -> Result<VirtioSerialAddress> {
    let controllers: Vec<u32> = match wanted {
        Some(controller) => vec![controller],
        None => ports.0.keys().copied().collect(),
    };
    let found = controllers.iter().find_map(|controller| Some((*controller, ports.next(*controller)?)));
    let (controller, port) = match (found, wanted) {
        (Some(found), _) => found,
        (None, Some(_)) => {
            return Err(Error::new(
                Code::XmlError,
                errors::Domain::Domain,
                "Unable to find a free virtio serial port",
            ));
        }
        (None, None) => {
            let index = (0..).find(|index| !ports.0.contains_key(index)).unwrap_or_default();
            add_controller(domain, ControllerKind::VirtioSerial(VirtioSerialController::default()), index);
            ports.0.insert(index, (PORTS, BTreeSet::new()));
            (index, 1)
        }
    };
    let address = VirtioSerialAddress { controller, bus: 0, port };
    ports.take(address)?;
    Ok(address)
}
