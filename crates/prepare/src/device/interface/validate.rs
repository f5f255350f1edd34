//! What a network interface must not be.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::interface::{Interface, InterfaceSource, InterfaceType};
use model::memory::{MemoryAccess, MemorySource};

use crate::refusal::unsupported;

/// Checks the network interfaces.
///
/// # Errors
/// `ConfigUnsupported` for one that cannot be.
pub(crate) fn validate(domain: &Domain) -> Result<()> {
    for interface in &domain.devices.interfaces {
        mtu_can_be_told(interface)?;
        queues_are_round(interface)?;
        forwarding_needs_passt(interface)?;
        processes_share_memory(domain, interface)?;
    }
    Ok(())
}

/// Checks what only matters when the guest starts.
///
/// # Errors
/// `ConfigUnsupported` for a tap device that the interface has no use for.
pub(crate) fn validate_start(domain: &Domain) -> Result<()> {
    for interface in &domain.devices.interfaces {
        let kind = interface.source.kind();
        let has_tap = matches!(
            kind,
            InterfaceType::Ethernet | InterfaceType::Network | InterfaceType::Bridge | InterfaceType::Direct
        );
        if !has_tap
            && interface.script.is_some()
            && !matches!(interface.source, InterfaceSource::HostDev { .. })
        {
            return Err(unsupported(format!("scripts are not supported on interfaces of type {kind}")));
        }
        if !has_tap && interface.backend.tap.is_some() {
            let mac = interface.mac.map(|mac| mac.address.to_string()).unwrap_or_default();
            return Err(unsupported(format!(
                "interface {mac} - custom tap device path is not supported for network interfaces of type {kind}"
            )));
        }
    }
    Ok(())
}

/// A tap device of our own making, or another process, can be told.
fn mtu_can_be_told(interface: &Interface) -> Result<()> {
    let kind = interface.source.kind();
    let told = matches!(
        kind,
        InterfaceType::Network
            | InterfaceType::Bridge
            | InterfaceType::Ethernet
            | InterfaceType::VhostUser
            | InterfaceType::HostDev
    );
    match interface.mtu.filter(|mtu| *mtu != 0) {
        Some(_) if !told => {
            Err(unsupported(format!("setting MTU on interface type {kind} is not supported yet")))
        }
        _ => Ok(()),
    }
}

fn queues_are_round(interface: &Interface) -> Result<()> {
    let driver = &interface.driver;
    for (name, size) in [("rx_queue_size", driver.rx_queue_size), ("tx_queue_size", driver.tx_queue_size)] {
        if size.is_some_and(|size| !size.is_power_of_two()) {
            return Err(unsupported(format!("{name} has to be a power of two")));
        }
    }
    Ok(())
}

fn is_passt(interface: &Interface) -> bool {
    interface.backend.is_passt()
        && matches!(interface.source, InterfaceSource::User { .. } | InterfaceSource::VhostUser(_))
}

fn forwarding_needs_passt(interface: &Interface) -> Result<()> {
    if !interface.port_forwards.is_empty() && !is_passt(interface) {
        return Err(unsupported(
            "The <portForward> element can only be used with the 'passt' backend of interface type='user' or type='vhostuser'",
        ));
    }
    Ok(())
}

/// A process that serves an interface reads the guest's memory.
fn processes_share_memory(domain: &Domain, interface: &Interface) -> Result<()> {
    match &interface.source {
        InterfaceSource::VhostUser(_) if is_passt(interface) && !memory_is_shared(domain) => {
            Err(unsupported("'interface' requires shared memory"))
        }
        InterfaceSource::VhostUser(source) if !is_passt(interface) && source.path.is_none() => {
            Err(Error::new(
                Code::XmlError,
                errors::Domain::Qemu,
                "Missing required attribute 'path' in element 'source'",
            ))
        }
        InterfaceSource::VhostUser(_) if !is_passt(interface) => {
            crate::device::needs_shared_memory(domain, "interface")
        }
        _ => Ok(()),
    }
}

/// Is all of the guest's memory shared with other processes?
fn memory_is_shared(domain: &Domain) -> bool {
    let backing = &domain.memory_backing;
    let default = backing.access == Some(MemoryAccess::Shared) || backing.source == Some(MemorySource::Memfd);
    match domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()) {
        Some(numa) if !numa.cells.is_empty() => {
            numa.cells.iter().all(|cell| cell.access.map_or(default, |access| access == MemoryAccess::Shared))
        }
        _ => default,
    }
}
