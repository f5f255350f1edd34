//! Reading what an interface is connected to.

use std::net::IpAddr;

use errors::{Code, Domain};
use xml::{Element, Fault, Result, Word};

use super::{
    DirectMode, InterfaceSource, InterfaceType, IpAddress, IpConfig, NetworkSource, Route, SocketSource,
    VdsSource, VhostUserSource,
};
use crate::device::address::PciAddress;
use crate::device::chardev::{Reconnect, SocketMode};
use crate::{Parse, Uuid};

impl InterfaceSource {
    pub(super) fn parse(kind: InterfaceType, interface: &Element<'_>, how: Parse) -> Result<Self> {
        let source = interface.child("source");
        let needed = || {
            let what = format!("interface type='{kind}' requires a 'source' element");
            source.ok_or_else(|| interface.fault(Code::XmlError, what))
        };
        let attribute = |name: &str| source.and_then(|source| source.string(name));
        let required = |name: &str| needed()?.required(name).map(str::to_owned);
        let host_ip = || match source {
            Some(source) => IpConfig::parse(&source, "interface host IP"),
            None => Ok(IpConfig::default()),
        };
        Ok(match kind {
            InterfaceType::Ethernet => Self::Ethernet { host_ip: host_ip()? },
            InterfaceType::User => Self::User { dev: attribute("dev"), host_ip: host_ip()? },
            InterfaceType::VhostUser => Self::VhostUser(vhost_user(interface, source)?),
            InterfaceType::Network => Self::Network(NetworkSource {
                network: required("network")?,
                port_group: attribute("portgroup"),
                port_id: attribute("portid").filter(|_| how.live).and_then(|text| Uuid::parse(&text)),
                bridge: attribute("bridge").filter(|_| how.live),
            }),
            InterfaceType::Bridge => Self::Bridge { bridge: required("bridge")? },
            InterfaceType::Mcast => Self::Mcast(SocketSource::parse(&needed()?)?),
            InterfaceType::Server => Self::Server(SocketSource::parse_server(&needed()?)?),
            InterfaceType::Client => Self::Client(SocketSource::parse(&needed()?)?),
            InterfaceType::Udp => Self::Udp(SocketSource::parse_udp(&needed()?)?),
            InterfaceType::Direct => {
                let dev = required("dev")?;
                let mode = needed()?.word::<DirectMode>("mode")?;
                Self::Direct { dev, mode: mode.or(Some(DirectMode::Vepa)) }
            }
            InterfaceType::Internal => Self::Internal { name: required("name")? },
            InterfaceType::HostDev => Self::HostDev {
                address: host_address(interface, source)?,
                managed: Some(interface.attribute("managed") == Some("yes")),
            },
            InterfaceType::Vdpa => Self::Vdpa { dev: required("dev")? },
            InterfaceType::Null => Self::Null,
            InterfaceType::Vds => Self::Vds(VdsSource {
                switch_id: attribute("switchid").and_then(|text| Uuid::parse(&text)),
                port_id: source.map(|e| e.number("portid")).transpose()?.flatten(),
                port_group_id: attribute("portgroupid"),
                connection_id: source.map(|e| e.number("connectionid")).transpose()?.flatten(),
            }),
        })
    }
}

fn vhost_user(interface: &Element<'_>, source: Option<Element<'_>>) -> Result<VhostUserSource> {
    let Some(e) = source else { return Ok(VhostUserSource::default()) };
    match e.attribute("type") {
        None | Some("unix") => {}
        Some(other) => {
            let what = format!("Type='{other}' unsupported for <interface type='vhostuser'>");
            return Err(interface.fault(Code::ConfigUnsupported, what));
        }
    }
    let mode = match e.attribute("mode") {
        None => None,
        Some("server") => Some(SocketMode::Bind),
        Some("client") => Some(SocketMode::Connect),
        Some(other) => return Err(e.invalid_attribute("mode", other)),
    };
    let reconnect = e.maybe("reconnect", Reconnect::parse)?.flatten();
    if reconnect.is_some() && mode == Some(SocketMode::Bind) {
        let what = "'reconnect' attribute unsupported 'server' mode for <interface type='vhostuser'>";
        return Err(interface.fault(Code::ConfigUnsupported, what));
    }
    Ok(VhostUserSource { path: e.string("path"), mode, reconnect, dev: e.string("dev") })
}

impl SocketSource {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let address = Some(e.required("address")?.to_owned());
        Ok(Self { address, port: port(e)?, ..Self::default() })
    }

    /// A server without an address listens on all.
    fn parse_server(e: &Element<'_>) -> Result<Self> {
        Ok(Self { address: e.string("address"), port: port(e)?, ..Self::default() })
    }

    fn parse_udp(e: &Element<'_>) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "'<local>' element missing for 'udp' socket interface");
        let remote = Self::parse(e)?;
        let local = e.child("local").ok_or_else(missing)?;
        let local_address = Some(local.required("address")?.to_owned());
        Ok(Self { local_address, local_port: Some(port(&local)?), ..remote })
    }
}

fn port(e: &Element<'_>) -> Result<u32> {
    e.count("port")?.ok_or_else(|| e.missing_attribute("port"))
}

fn host_address(interface: &Element<'_>, source: Option<Element<'_>>) -> Result<PciAddress> {
    let address = source.and_then(|source| source.child("address"));
    let kind = address.and_then(|address| address.attribute("type"));
    match (address, kind) {
        (Some(address), Some("pci")) => PciAddress::parse(&address),
        (_, kind) => {
            // What is not given is unknown too, and shown as C shows it.
            let kind = kind.unwrap_or("(null)");
            let what = format!("unknown host device source address type '{kind}'");
            Err(interface.fault(Code::ConfigUnsupported, what))
        }
    }
}

impl IpConfig {
    /// Reads the `<ip>` and `<route>` children of what complaints call `whose`.
    pub(crate) fn parse(e: &Element<'_>, whose: &str) -> Result<Self> {
        Ok(Self {
            addresses: e.each("ip", IpAddress::parse)?,
            routes: e.each("route", |route| Route::parse(route, whose))?,
        })
    }
}

impl IpAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: String| e.fault(Code::XmlError, what);
        let missing = || fault("Missing required address in <ip>".to_owned());
        let text = e.attribute("address").ok_or_else(missing)?;
        let address: IpAddr = text.parse().map_err(|_| fault(format!("Invalid address '{text}' in <ip>")))?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match e.attribute("prefix") {
            None => None,
            Some(text) => {
                let prefix = text.parse().ok().filter(|prefix| *prefix <= most);
                Some(prefix.ok_or_else(|| fault(format!("Invalid prefix value '{text}' in <ip>")))?)
            }
        };
        let peer = match e.attribute("peer") {
            None => None,
            Some(text) => Some(
                text.parse()
                    .map_err(|_| e.fault(Code::InvalidArg, format!("Invalid peer '{text}' in <ip>")))?,
            ),
        };
        Ok(Self { address, prefix: prefix.filter(|prefix| *prefix != 0), peer })
    }
}

impl Route {
    fn parse(e: &Element<'_>, whose: &str) -> Result<Self> {
        let fault = |what: String| {
            Fault::of(Domain::Network, Code::XmlError, format!("{whose}: {what} in route definition"))
                .at(e.position())
        };
        let address_of = |name: &str, what: &str| {
            let missing = || fault(format!("Missing required {name} attribute"));
            let text = e.string(name).ok_or_else(missing)?;
            match text.parse::<IpAddr>() {
                Ok(_) => Ok(text),
                Err(_) => Err(fault(format!("Bad {what} address '{text}'"))),
            }
        };
        let address = address_of("address", "network")?;
        let gateway = address_of("gateway", "gateway")?;
        if !is_network(&address, e)? {
            return Err(fault_plain(
                e,
                whose,
                &format!("Address '{address}' in route definition is not a network address"),
            ));
        }
        let family = e.attribute("family").filter(|text| !text.is_empty());
        let unknown = |text: &str| fault(format!("Unrecognized family '{text}'"));
        Ok(Self {
            family: family.map(|text| Word::from_word(text).ok_or_else(|| unknown(text))).transpose()?,
            address,
            netmask: e.string("netmask"),
            prefix: e.number("prefix")?,
            gateway,
            metric: e.nonzero("metric")?,
        })
    }
}

/// Are all bits of the address beyond its prefix or netmask zero? Without either, IPv4 goes by the old classes.
fn is_network(address: &str, e: &Element<'_>) -> Result<bool> {
    let prefix = e.number::<u32>("prefix")?.or_else(|| {
        let mask: std::net::Ipv4Addr = e.attribute("netmask")?.parse().ok()?;
        Some(u32::from(mask).leading_ones())
    });
    Ok(match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => {
            let bits = u32::from(address);
            let prefix = prefix.unwrap_or(match bits {
                0 => 0,
                _ if bits >> 31 == 0 => 8,
                _ if bits >> 30 == 0b10 => 16,
                _ if bits >> 29 == 0b110 => 24,
                _ => 32,
            });
            bits.checked_shl(prefix).unwrap_or(0) == 0
        }
        Ok(IpAddr::V6(address)) => {
            let bits = u128::from(address);
            let prefix = prefix.unwrap_or(if bits == 0 { 0 } else { 64 });
            bits.checked_shl(prefix).unwrap_or(0) == 0
        }
        Err(_) => true,
    })
}

fn fault_plain(e: &Element<'_>, whose: &str, what: &str) -> Fault {
    Fault::of(Domain::Network, Code::XmlError, format!("{whose}: {what}")).at(e.position())
}
