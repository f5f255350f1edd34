//! Reading what an interface is connected to.

use errors::Code;
use xml::{Element, Result, Word};

use super::{
    DirectMode, InterfaceSource, InterfaceType, IpAddress, IpConfig, IpFamily, NetworkSource, Route,
    SocketSource, VdsSource, VhostUserSource,
};
use crate::device::address::PciAddress;
use crate::device::chardev::{Reconnect, SocketMode};
use crate::{Parse, Uuid};

impl InterfaceSource {
    pub(super) fn parse(kind: InterfaceType, interface: &Element<'_>, how: Parse) -> Result<Self> {
        let source = interface.child("source");
        let attribute = |name: &str| source.and_then(|source| source.string(name));
        let required = |name: &str, element: &str| {
            attribute(name).filter(|text| !text.is_empty()).ok_or_else(|| {
                let what = format!("Missing required attribute '{name}' in element '{element}'");
                interface.fault(Code::XmlError, what)
            })
        };
        let host_ip = || source.map(|e| IpConfig::parse(&e)).transpose().map(Option::unwrap_or_default);
        Ok(match kind {
            InterfaceType::Ethernet => Self::Ethernet { host_ip: host_ip()? },
            InterfaceType::User => Self::User { dev: attribute("dev"), host_ip: host_ip()? },
            InterfaceType::VhostUser => Self::VhostUser(vhost_user(interface, source)?),
            InterfaceType::Network => Self::Network(NetworkSource {
                network: required("network", "source")?,
                port_group: attribute("portgroup"),
                port_id: attribute("portid").filter(|_| how.live).and_then(|text| Uuid::parse(&text)),
                bridge: attribute("bridge").filter(|_| how.live),
            }),
            InterfaceType::Bridge => Self::Bridge { bridge: required("bridge", "source")? },
            InterfaceType::Mcast => Self::Mcast(socket(interface, source, kind)?),
            InterfaceType::Server => Self::Server(socket(interface, source, kind)?),
            InterfaceType::Client => Self::Client(socket(interface, source, kind)?),
            InterfaceType::Udp => Self::Udp(socket(interface, source, kind)?),
            InterfaceType::Direct => {
                let mode = source.map(|e| e.word::<DirectMode>("mode")).transpose()?.flatten();
                Self::Direct { dev: required("dev", "source")?, mode: mode.or(Some(DirectMode::Vepa)) }
            }
            InterfaceType::Internal => Self::Internal { name: required("name", "source")? },
            InterfaceType::HostDev => Self::HostDev {
                address: host_address(interface, source)?,
                managed: interface.yes_no("managed")?,
            },
            InterfaceType::Vdpa => Self::Vdpa { dev: required("dev", "source")? },
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
        Some(_) => {
            let what = "Wrong <source> 'mode' attribute specified with <interface type='vhostuser'/>";
            return Err(interface.fault(Code::XmlError, what));
        }
    };
    let reconnect = e.maybe("reconnect", Reconnect::parse)?.flatten();
    if reconnect.is_some() && mode == Some(SocketMode::Bind) {
        let what = "'reconnect' attribute unsupported 'server' mode for <interface type='vhostuser'>";
        return Err(interface.fault(Code::ConfigUnsupported, what));
    }
    Ok(VhostUserSource { path: e.string("path"), mode, reconnect, dev: e.string("dev") })
}

fn socket(interface: &Element<'_>, source: Option<Element<'_>>, kind: InterfaceType) -> Result<SocketSource> {
    let fault = |what: &str| interface.fault(Code::XmlError, what);
    let address = source.and_then(|e| e.string("address"));
    let listens = matches!(kind, InterfaceType::Server | InterfaceType::Udp);
    if address.is_none() && !listens {
        return Err(fault("No <source> 'address' attribute specified with socket interface"));
    }
    let port_of = |e: Option<Element<'_>>, missing: &str, broken: &str| {
        let text = e.and_then(|e| e.attribute("port")).ok_or_else(|| fault(missing))?;
        text.parse().map_err(|_| fault(broken))
    };
    let port = port_of(
        source,
        "No <source> 'port' attribute specified with socket interface",
        "Cannot parse <source> 'port' attribute with socket interface",
    )?;
    let (mut local_address, mut local_port) = (None, None);
    if kind == InterfaceType::Udp {
        let local = source.and_then(|e| e.child("local"));
        let missing = || fault("No <local> 'address' attribute specified with udp interface");
        local_address = Some(local.and_then(|e| e.string("address")).ok_or_else(missing)?);
        local_port = Some(port_of(
            local,
            "No <local> 'port' attribute specified with udp interface",
            "Cannot parse <local> 'port' attribute with udp interface",
        )?);
    }
    Ok(SocketSource { address, port, local_address, local_port })
}

fn host_address(interface: &Element<'_>, source: Option<Element<'_>>) -> Result<PciAddress> {
    let fault = |what: &str| interface.fault(Code::XmlError, what);
    let Some(address) = source.and_then(|source| source.child("address")) else {
        return Err(fault("Missing <address> element in <source> of hostdev interface"));
    };
    match address.attribute("type") {
        Some("pci") => PciAddress::parse(&address),
        Some(other) => Err(fault(&format!("Unknown source address type '{other}'"))),
        None => Err(fault("Missing source address type")),
    }
}

impl IpConfig {
    /// Reads the `<ip>` and `<route>` children.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { addresses: e.each("ip", IpAddress::parse)?, routes: e.each("route", Route::parse)? })
    }
}

impl IpAddress {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: String| e.fault(Code::XmlError, what);
        let text =
            e.attribute("address").ok_or_else(|| fault("Missing required address in <ip>".to_owned()))?;
        let family = e.attribute("family");
        if let Some(family) = family.filter(|family| IpFamily::from_word(family).is_none()) {
            return Err(fault(format!("Invalid family '{family}' in <ip>")));
        }
        let unusable = |text: &str, what: &str| {
            let shown = family.unwrap_or("ipv4");
            fault(format!("Invalid {what} '{text}' in <ip> of family '{shown}'"))
        };
        let address: std::net::IpAddr = text.parse().map_err(|_| {
            let what = format!("Failed to parse IP address: '{text}'");
            fault(what)
        })?;
        let prefix = e.number::<u32>("prefix")?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        if let Some(bad) = prefix.filter(|prefix| *prefix > most) {
            return Err(fault(format!("Invalid prefix value '{bad}' in <ip>")));
        }
        let peer = e.attribute("peer").map(|text| text.parse().map_err(|_| unusable(text, "peer")));
        Ok(Self { address, prefix: prefix.filter(|prefix| *prefix != 0), peer: peer.transpose()? })
    }
}

impl Route {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let required = |name: &str| {
            e.string(name).ok_or_else(|| {
                let what = format!("Missing required {name} attribute in route definition");
                e.fault(Code::XmlError, what)
            })
        };
        Ok(Self {
            family: e.word("family")?,
            address: required("address")?,
            netmask: e.string("netmask"),
            prefix: e.number("prefix")?,
            gateway: required("gateway")?,
            metric: e.nonzero("metric")?,
        })
    }
}
