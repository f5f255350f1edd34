//! Reading `<interface>`.

use errors::Code;
use xml::{Element, Result};

use super::{
    Bandwidth, FilterRef, GuestOffloads, HostOffloads, Interface, InterfaceBackend, InterfaceDriver,
    InterfaceGuest, InterfaceSource, InterfaceTarget, InterfaceType, IpConfig, LinkState, MacAddress,
    PortForward, PortRange, Rate, Teaming, VirtualPort, Vlan, VlanTag,
};
use crate::device::hostdev::HostDevDriver;
use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::{Mac, Parse, Uuid};

/// Prefixes of device names that libvirt makes up itself.
const GENERATED_NAMES: [&str; 4] = ["vnet", "vif", "macvtap", "macvlan"];

impl Interface {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = e.word("type")?.unwrap_or(InterfaceType::User);
        Ok(Self {
            source: InterfaceSource::parse(kind, e, how)?,
            mac: e.maybe("mac", |mac| MacAddress::parse(mac, how))?.flatten(),
            model: e.child("model").and_then(|model| model.string("type")),
            trust_guest_rx_filters: e.yes_no("trustGuestRxFilters")?,
            virtual_port: e.maybe("virtualport", VirtualPort::parse)?,
            bandwidth: e.maybe("bandwidth", Bandwidth::parse)?,
            vlan: e.maybe("vlan", Vlan::parse)?,
            port_isolated: e.maybe("port", |port| port.yes_no("isolated"))?.flatten(),
            script: e.child("script").and_then(|script| script.string("path")),
            down_script: e.child("downscript").and_then(|script| script.string("path")),
            backend_domain: e.child("backenddomain").and_then(|domain| domain.string("name")),
            target: e.maybe("target", |target| InterfaceTarget::parse(target, kind, how))?,
            guest: e
                .child("guest")
                .map(|guest| InterfaceGuest { dev: guest.string("dev"), actual: guest.string("actual") }),
            driver: e.maybe("driver", InterfaceDriver::parse)?.unwrap_or_default(),
            backend: e.maybe("backend", InterfaceBackend::parse)?.unwrap_or_default(),
            port_forwards: e.each("portForward", PortForward::parse)?,
            filter: e.maybe("filterref", FilterRef::parse)?.flatten(),
            link: e.maybe("link", |link| link.word::<LinkState>("state"))?.flatten(),
            mtu: e.maybe("mtu", |mtu| mtu.number("size"))?.flatten(),
            send_buffer: send_buffer(e)?,
            coalesce_rx_max_frames: coalesce(e)?,
            teaming: e.maybe("teaming", Teaming::parse)?,
            guest_ip: IpConfig::parse(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

fn send_buffer(e: &Element<'_>) -> Result<Option<u64>> {
    let Some(text) = e.child("tune").and_then(|tune| tune.child_text("sndbuf")) else { return Ok(None) };
    let invalid = |_| e.fault(Code::XmlError, "sndbuf must be a positive integer");
    text.parse().map(Some).map_err(invalid)
}

fn coalesce(e: &Element<'_>) -> Result<Option<u32>> {
    match e.descend(&["coalesce", "rx", "frames"]) {
        Some(frames) => {
            let missing = || e.fault(Code::XmlError, "missing max attribute in frames element");
            let text = frames.attribute("max").ok_or_else(missing)?;
            let invalid = |_| {
                let what = format!("cannot parse value '{text}' for coalesce parameter");
                e.fault(Code::XmlError, what)
            };
            text.parse().map(Some).map_err(invalid)
        }
        None => Ok(None),
    }
}

impl MacAddress {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Option<Self>> {
        let Some(text) = e.attribute("address") else { return Ok(None) };
        let Some(address) = Mac::parse(text) else {
            let what = format!("unable to parse mac address '{text}'");
            return Err(e.fault(Code::XmlError, what));
        };
        if address.is_multicast() {
            let what = format!("expected unicast mac address, found multicast '{text}'");
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Some(Self {
            address,
            mac_type: e.word("type")?,
            check: e.yes_no("check")?,
            current: e.attribute("currentAddress").filter(|_| how.live).and_then(Mac::parse),
        }))
    }
}

impl VirtualPort {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut port = Self { port_type: e.word("type")?, ..Self::default() };
        let Some(parameters) = e.child("parameters") else { return Ok(port) };
        port.manager_id = bounded(&parameters, "managerid", 0xff)?;
        port.type_id = bounded(&parameters, "typeid", 0xff_ffff)?;
        port.type_id_version = bounded(&parameters, "typeidversion", 0xff)?;
        port.instance_id = uuid(&parameters, "instanceid")?;
        port.interface_id = uuid(&parameters, "interfaceid")?;
        port.profile_id = parameters.string("profileid");
        Ok(port)
    }
}

fn bounded(e: &Element<'_>, name: &str, most: u32) -> Result<Option<u32>> {
    match e.any_base::<u32>(name)? {
        Some(value) if value > most => Err(e.fault(Code::XmlError, format!("value of {name} out of range"))),
        other => Ok(other),
    }
}

fn uuid(e: &Element<'_>, name: &str) -> Result<Option<Uuid>> {
    match e.attribute(name) {
        None => Ok(None),
        Some(text) => match Uuid::parse(text) {
            Some(uuid) => Ok(Some(uuid)),
            None => Err(e.fault(Code::XmlError, format!("cannot parse {name} parameter as a uuid"))),
        },
    }
}

impl Bandwidth {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let limits =
            Self { inbound: e.maybe("inbound", Rate::parse)?, outbound: e.maybe("outbound", Rate::parse)? };
        match limits.outbound {
            Some(Rate { floor: Some(_), .. }) => {
                let what = "floor is not supported in outbound bandwidth element";
                Err(e.fault(Code::XmlError, what))
            }
            _ => Ok(limits),
        }
    }
}

impl Rate {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let rate = Self {
            average: e.number("average")?,
            peak: e.number("peak")?,
            burst: e.number("burst")?,
            floor: e.number("floor")?,
        };
        if rate.average.is_none() && rate.floor.is_none() {
            let what = "Missing mandatory average or floor attributes";
            return Err(e.fault(Code::XmlDetail, what));
        }
        if rate.average.is_none() && (rate.peak.is_some() || rate.burst.is_some()) {
            let what = "'peak' and 'burst' require 'average' attribute";
            return Err(e.fault(Code::XmlDetail, what));
        }
        Ok(rate)
    }
}

impl Vlan {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: String| e.fault(Code::XmlError, what);
        let tags = e.each("tag", |tag| {
            let id = tag.required_number("id")?;
            if id > 4095 {
                return Err(fault(format!("vlan tag id {id} too large (maximum 4095)")));
            }
            Ok(VlanTag { id, native: tag.word("nativeMode")? })
        })?;
        if tags.is_empty() {
            return Err(fault(
                "missing tag id - each <vlan> must have at least one <tag id='n'/> subelement".to_owned(),
            ));
        }
        let trunk = match e.attribute("trunk") {
            None => tags.len() > 1 || tags.iter().any(|tag| tag.native.is_some()),
            Some("yes") => true,
            Some("no") if tags.len() > 1 => {
                let what =
                    "invalid \"trunk='no'\" in <vlan> - trunk='yes' is required for more than one vlan tag";
                return Err(fault(what.to_owned()));
            }
            Some("no") => false,
            Some(other) => {
                let what = format!("invalid \"trunk='{other}'\" in <vlan> - must be yes or no");
                return Err(fault(what));
            }
        };
        Ok(Self { trunk, tags })
    }
}

impl InterfaceTarget {
    fn parse(e: &Element<'_>, kind: InterfaceType, how: Parse) -> Result<Self> {
        // A name that was made up is made up anew at every start.
        let made_up = |dev: &str| {
            !how.live
                && kind != InterfaceType::Ethernet
                && GENERATED_NAMES.iter().any(|prefix| dev.starts_with(prefix))
        };
        let dev = e.string("dev").filter(|dev| !dev.is_empty() && !made_up(dev));
        Ok(Self { dev, managed: e.yes_no("managed")? })
    }
}

impl InterfaceDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        // Passthrough techniques share the attribute with what moves packets.
        let host_device = HostDevDriver::parse(e)?;
        let name = if host_device.name.is_some() { None } else { e.word("name")? };
        Ok(Self {
            name,
            tx_mode: e.word("txmode")?,
            ioeventfd: e.on_off("ioeventfd")?,
            event_idx: e.on_off("event_idx")?,
            queues: e.number("queues")?.filter(|queues| *queues > 1),
            rx_queue_size: e.number("rx_queue_size")?.filter(|size| *size != 0),
            tx_queue_size: e.number("tx_queue_size")?.filter(|size| *size != 0),
            rss: e.on_off("rss")?,
            rss_hash_report: e.on_off("rss_hash_report")?,
            virtio: VirtioOptions::parse(e)?,
            host: e.maybe("host", HostOffloads::parse)?.unwrap_or_default(),
            guest: e.maybe("guest", GuestOffloads::parse)?.unwrap_or_default(),
            host_device,
        })
    }
}

impl HostOffloads {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            csum: e.on_off("csum")?,
            gso: e.on_off("gso")?,
            tso4: e.on_off("tso4")?,
            tso6: e.on_off("tso6")?,
            ecn: e.on_off("ecn")?,
            ufo: e.on_off("ufo")?,
            mrg_rxbuf: e.on_off("mrg_rxbuf")?,
        })
    }
}

impl GuestOffloads {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            csum: e.on_off("csum")?,
            tso4: e.on_off("tso4")?,
            tso6: e.on_off("tso6")?,
            ecn: e.on_off("ecn")?,
            ufo: e.on_off("ufo")?,
        })
    }
}

impl InterfaceBackend {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            backend_type: e.word("type")?,
            tap: e.string("tap"),
            vhost: e.string("vhost"),
            log_file: e.string("logFile"),
        })
    }
}

impl PortForward {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let address = e.string("address");
        if let Some(text) = address.as_deref().filter(|text| text.parse::<std::net::IpAddr>().is_err()) {
            let what = format!("Invalid address '{text}' in <portForward>");
            return Err(e.fault(Code::XmlError, what));
        }
        Ok(Self {
            protocol: e.required_word("proto")?,
            address,
            dev: e.string("dev"),
            ranges: e.each("range", |range| {
                Ok(PortRange {
                    start: range.nonzero("start")?.ok_or_else(|| range.missing_attribute("start"))?,
                    end: range.nonzero("end")?,
                    to: range.nonzero("to")?,
                    exclude: range.yes_no("exclude")?,
                })
            })?,
        })
    }
}

impl FilterRef {
    fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        let Some(filter) = e.string("filter") else { return Ok(None) };
        let pair = |e: Element<'_>| Some((e.string("name")?, e.string("value")?));
        let mut parameters: Vec<_> = e.children_named("parameter").filter_map(pair).collect();
        parameters.sort();
        Ok(Some(Self { filter, parameters }))
    }
}

impl Teaming {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { teaming_type: e.required_word("type")?, persistent: e.string("persistent") })
    }
}
