//! A definition of which a command line is shown that nobody starts as it is.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::interface::{Interface, InterfaceSource, IpConfig};

/// Networks are not set up for a command line that is only shown: each interface becomes a tap device of which
/// nothing is said but what the guest needs, and gets a new place.
///
/// # Errors
/// As `define`, when no place is left.
pub fn for_native(mut domain: Domain, caps: &EmulatorCapabilities) -> Result<Domain> {
    for interface in &mut domain.devices.interfaces {
        if !matches!(interface.source, InterfaceSource::HostDev { .. }) {
            let source = InterfaceSource::Ethernet { host_ip: IpConfig::default() };
            *interface = Interface::plain(source, interface.mac, interface.model.take());
        }
    }
    crate::address::assign(&mut domain, caps)?;
    Ok(domain)
}
