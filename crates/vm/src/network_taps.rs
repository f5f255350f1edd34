//! What network interfaces are connected to on the host: TAP devices, made and plugged in before QEMU starts.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::tap::{self, TapOptions};
use launch::TapDescriptors;
use model::Domain;
use model::device::interface::{Interface, InterfaceDriverName, InterfaceSource, InterfaceTarget};
use model::domain::VirtType;

/// What devices are called whose definition does not say.
const MADE_UP: &str = "vnet%d";

/// The kernel's own backend for virtio.
const VHOST: &str = "/dev/vhost-net";

/// The most queues of one interface.
const MAX_QUEUES: u32 = 256;

/// All that was opened, and under which numbers QEMU is to inherit it.
#[derive(Debug, Default)]
pub(crate) struct Taps {
    /// For the command line, by alias.
    pub(crate) numbers: BTreeMap<String, TapDescriptors>,
    /// For the process.
    pub(crate) opened: Vec<(OwnedFd, i32)>,
}

impl Taps {
    /// Takes descriptors in; gives their numbers, from `first` on.
    fn add(&mut self, descriptors: Vec<OwnedFd>, first: i32) -> Vec<i32> {
        let mut numbers = Vec::new();
        for descriptor in descriptors {
            let number = first.saturating_add(i32::try_from(self.opened.len()).unwrap_or(i32::MAX));
            self.opened.push((descriptor, number));
            numbers.push(number);
        }
        numbers
    }
}

/// Connects a live definition's interfaces, and writes the names of their devices into it. `first`: the first
/// descriptor number that is free. A device goes with its last descriptor: dropping what is returned undoes it all.
///
/// # Errors
/// 38 for a device or bridge that cannot be used; 43 for a virtual network, which this daemon does not have; 67 for
/// a kernel's backend that is asked for and not there.
pub(crate) fn connect(domain: &mut Domain, first: i32) -> Result<Taps> {
    let mut taps = Taps::default();
    let kvm = domain.virt_type == VirtType::Kvm;
    for interface in &mut domain.devices.interfaces {
        let bridge = match &interface.source {
            InterfaceSource::Bridge { bridge } => Some(bridge.clone()),
            InterfaceSource::Ethernet { .. } => None,
            InterfaceSource::Network(network) => return Err(no_network(&network.network)),
            InterfaceSource::Direct { dev, .. } => return Err(no_direct(dev)),
            _ => continue,
        };
        let Some(alias) = interface.info.alias.clone() else { continue };
        let queues = interface.driver.queues.unwrap_or(1).clamp(1, MAX_QUEUES) as usize;
        let (name, opened) = open(interface, bridge.as_deref(), queues)?;
        interface.target.get_or_insert_with(InterfaceTarget::default).dev = Some(name);
        let tap = taps.add(opened, first);
        let vhost = taps.add(vhost(interface, kvm, queues)?, first);
        taps.numbers.insert(alias, TapDescriptors { tap, vhost });
    }
    Ok(taps)
}

/// Opens an interface's device, gives it an address that no guest has, and plugs it in.
fn open(interface: &Interface, bridge: Option<&str>, queues: usize) -> Result<(String, Vec<OwnedFd>)> {
    let mtu = match (interface.mtu, bridge) {
        (Some(mtu), _) => Some(mtu),
        (None, Some(bridge)) => {
            let mtu = tap::mtu(bridge);
            Some(mtu.map_err(|why| trouble(&why, format!("Cannot get interface MTU on '{bridge}'")))?)
        }
        (None, None) => None,
    };
    let target = interface.target.as_ref();
    let wanted = target.and_then(|target| target.dev.as_deref());
    let ready = target.and_then(|target| target.managed) == Some(false);
    if ready && wanted.is_none_or(|name| tap::index(name).is_err()) {
        let detail = "target managed='no' but specified dev doesn't exist";
        return Err(Error::internal(ErrorDomain::Qemu, detail));
    }
    let name = wanted.unwrap_or(MADE_UP).to_owned();
    let options = TapOptions { name: name.clone(), queues, virtio_header: is_virtio(interface) };
    let device = tap::open_tap(&options)
        .map_err(|why| trouble(&why, format!("Unable to create tap device {name}")))?;
    let name = device.name;
    if !ready {
        if let Some(mac) = &interface.mac {
            // Above all addresses of guests: a bridge takes the lowest that it has for its own.
            let [_, a, b, c, d, e] = *mac.address.as_bytes();
            tap::set_address(&name, [0xfe, a, b, c, d, e])
                .map_err(|why| trouble(&why, format!("Cannot set interface MAC on '{name}'")))?;
        }
        if let Some(mtu) = mtu {
            tap::set_mtu(&name, mtu)
                .map_err(|why| trouble(&why, format!("Cannot set interface MTU on '{name}'")))?;
        }
    }
    if let Some(bridge) = bridge {
        tap::plug_into(bridge, &name)
            .map_err(|why| trouble(&why, format!("Unable to add bridge {bridge} port {name}")))?;
    }
    if !ready {
        tap::bring_up(&name)
            .map_err(|why| trouble(&why, format!("Cannot set interface flags on '{name}'")))?;
    }
    if let Some(script) = &interface.script {
        tracing::warn!("the script {script} of interface {name} is not run");
    }
    Ok((name, device.queues))
}

/// The kernel's backend, which serves virtio under KVM.
fn vhost(interface: &Interface, kvm: bool, queues: usize) -> Result<Vec<OwnedFd>> {
    let wanted = interface.driver.name;
    if !kvm || !is_virtio(interface) || wanted == Some(InterfaceDriverName::Qemu) {
        return Ok(Vec::new());
    }
    let device = interface.backend.vhost.as_deref().unwrap_or(VHOST);
    match tap::open_vhost(Path::new(device), queues) {
        Some(opened) => Ok(opened),
        None if wanted == Some(InterfaceDriverName::Vhost) => {
            let detail = "vhost-net was requested for an interface, but is unavailable";
            Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail))
        }
        None => Ok(Vec::new()),
    }
}

fn is_virtio(interface: &Interface) -> bool {
    interface.model.as_deref().is_some_and(|model| model.starts_with("virtio"))
}

fn no_network(name: &str) -> Error {
    Error::new(Code::NoNetwork, ErrorDomain::Network, format!("no network with matching name '{name}'"))
}

fn no_direct(dev: &str) -> Error {
    match tap::index(dev) {
        Err(why) => trouble(&why, format!("Unable to get index for interface {dev}")),
        Ok(_) => {
            let detail = "network interfaces of type 'direct' are not supported yet";
            Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail)
        }
    }
}

fn trouble(why: &io::Error, what: String) -> Error {
    Error::io(ErrorDomain::None, why, what)
}
