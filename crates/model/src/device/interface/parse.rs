//! Reading `<interface>`.

use errors::{Code, Domain};
use xml::{Element, Fault, Result, Word};

use super::{
    Bandwidth, FilterRef, GuestOffloads, HostOffloads, Interface, InterfaceBackend, InterfaceDriver,
    InterfaceGuest, InterfaceSource, InterfaceTarget, InterfaceType, IpConfig, LinkState, MacAddress,
    PortForward, PortRange, Rate, Teaming, VirtualPort, VirtualPortType, Vlan, VlanTag,
};
use crate::device::hostdev::HostDevDriver;
use crate::device::info::{DeviceInfo, VirtioModel, VirtioOptions};
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
            virtual_port: virtual_port(e, kind)?,
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
            driver: InterfaceDriver::of(e, kind)?,
            backend: e.maybe("backend", InterfaceBackend::parse)?.unwrap_or_default(),
            port_forwards: e.each("portForward", PortForward::parse)?,
            filter: e.maybe("filterref", FilterRef::parse)?.flatten(),
            link: link(e)?,
            mtu: mtu(e)?,
            send_buffer: send_buffer(e)?,
            coalesce_rx_max_frames: coalesce(e)?,
            teaming: e.maybe("teaming", Teaming::parse)?.flatten(),
            guest_ip: IpConfig::parse(e, "guest interface")?,
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
    let frames = e.descend(&["coalesce", "rx", "frames"]);
    let text = frames.and_then(|frames| frames.attribute("max")).filter(|text| !text.is_empty());
    let invalid = |text: &str| {
        let what = format!("cannot parse value '{text}' for coalesce parameter");
        e.fault(Code::XmlDetail, what)
    };
    text.map(|text| text.parse().map_err(|_| invalid(text))).transpose()
}

fn link(e: &Element<'_>) -> Result<Option<LinkState>> {
    match e.child("link") {
        Some(link) if link.attribute("state") != Some("") => {
            link.supported_word("state", |text| format!("unknown interface link state '{text}'"))
        }
        _ => Ok(None),
    }
}

fn mtu(e: &Element<'_>) -> Result<Option<u32>> {
    let text = e.child("mtu").and_then(|mtu| mtu.attribute("size")).filter(|text| !text.is_empty());
    let invalid = |_| e.fault(Code::XmlError, "malformed mtu size");
    Ok(text.map(|text| text.parse().map_err(invalid)).transpose()?.filter(|size| *size != 0))
}

/// A mistake that is told for networks as well, and so names no part of libvirt.
fn common_fault(e: &Element<'_>, code: Code, what: impl Into<String>) -> Fault {
    Fault::of(Domain::None, code, what).at(e.position())
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

/// The virtual switch port, for interfaces that can have one.
fn virtual_port(e: &Element<'_>, kind: InterfaceType) -> Result<Option<VirtualPort>> {
    use InterfaceType::{Bridge, Direct, HostDev, Network};
    let Some(element) = e.child("virtualport") else { return Ok(None) };
    if !matches!(kind, Network | Bridge | Direct | HostDev) {
        let what = format!("<virtualport> element unsupported for <interface type='{kind}'>");
        return Err(element.fault(Code::ConfigUnsupported, what));
    }
    let port = VirtualPort::parse(&element)?;
    // A network may still say what is missing.
    if kind != Network {
        port.check(&element)?;
    }
    Ok(Some(port))
}

impl VirtualPort {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let port_type = match e.attribute("type") {
            None => None,
            Some(text) => Some(Word::from_word(text).ok_or_else(|| {
                common_fault(e, Code::ConfigUnsupported, format!("unknown virtualport type {text}"))
            })?),
        };
        let mut port = Self { port_type, ..Self::default() };
        let Some(parameters) = e.child("parameters") else { return Ok(port) };
        port.manager_id = bounded(&parameters, "managerid", "of", 0xff)?;
        port.type_id = bounded(&parameters, "typeid", "for", 0xff_ffff)?;
        port.type_id_version = bounded(&parameters, "typeidversion", "of", 0xff)?;
        port.instance_id = uuid(&parameters, "instanceid")?;
        port.interface_id = uuid(&parameters, "interfaceid")?;
        port.profile_id = parameters.string("profileid");
        Ok(port)
    }

    /// Whether all is there that its type needs.
    fn check(&self, e: &Element<'_>) -> Result<()> {
        let Some(kind) = self.port_type else {
            return Err(common_fault(e, Code::XmlError, "missing required virtualport type"));
        };
        let missing = match kind {
            VirtualPortType::Vepa if self.manager_id.is_none() => "managerid",
            VirtualPortType::Vepa if self.type_id.is_none() => "typeid",
            VirtualPortType::Vepa if self.type_id_version.is_none() => "typeidversion",
            VirtualPortType::VnLink if self.profile_id.is_none() => "profileid",
            _ => return Ok(()),
        };
        let what = format!("missing {missing} in <virtualport type='{kind}'>");
        Err(Fault::of(Domain::Net, Code::XmlError, what).at(e.position()))
    }
}

fn bounded(e: &Element<'_>, name: &str, of: &str, most: u32) -> Result<Option<u32>> {
    let fault = |what: String| common_fault(e, Code::XmlError, what);
    let unreadable = |_| fault(format!("cannot parse value of {name} parameter"));
    let Some(value) = e.any_base::<i64>(name).map_err(unreadable)? else { return Ok(None) };
    match u32::try_from(value) {
        Ok(value) if value <= most => Ok(Some(value)),
        _ => Err(fault(format!("value {of} {name} out of range"))),
    }
}

fn uuid(e: &Element<'_>, name: &str) -> Result<Option<Uuid>> {
    match e.attribute(name) {
        None => Ok(None),
        Some(text) => match Uuid::parse(text) {
            Some(uuid) => Ok(Some(uuid)),
            None => {
                let what = format!("cannot parse {name} parameter as a uuid");
                Err(common_fault(e, Code::XmlError, what))
            }
        },
    }
}

impl Bandwidth {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let limits =
            Self { inbound: e.maybe("inbound", Rate::parse)?, outbound: e.maybe("outbound", Rate::parse)? };
        match limits.outbound {
            Some(Rate { floor: Some(_), .. }) => {
                let what = "floor attribute is not supported for outbound bandwidth";
                Err(common_fault(e, Code::ConfigUnsupported, what))
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
            return Err(common_fault(e, Code::XmlDetail, what));
        }
        if rate.average.is_none() && (rate.peak.is_some() || rate.burst.is_some()) {
            let what = "'peak' and 'burst' require 'average' attribute";
            return Err(common_fault(e, Code::ConfigUnsupported, what));
        }
        Ok(rate)
    }
}

impl Vlan {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: &str| Err(common_fault(e, Code::XmlError, what));
        let tags = e.each("tag", VlanTag::parse)?;
        if tags.is_empty() {
            return fault("missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
        }
        let natives = tags.iter().filter(|tag| tag.native.is_some()).count();
        if natives > 1 {
            return fault("duplicate native vlan setting");
        }
        let trunk = match e.attribute("trunk").filter(|text| !text.is_empty()) {
            None => tags.len() > 1 || natives > 0,
            Some("yes") => true,
            Some(other) if tags.len() > 1 => {
                return fault(&format!(
                    "invalid \"trunk='{other}'\" in <vlan> - trunk='yes' is required for more than one vlan tag"
                ));
            }
            Some("no") => false,
            Some(other) => {
                return fault(&format!("invalid \"trunk='{other}'\" in <vlan> - must be yes or no"));
            }
        };
        Ok(Self { trunk, tags })
    }
}

impl VlanTag {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let id = e.required_number("id")?;
        if id > 4095 {
            let what = format!("vlan tag id {id} too large (maximum 4095)");
            return Err(common_fault(e, Code::XmlError, what));
        }
        Ok(Self { id, native: e.word("nativeMode")? })
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
    /// Reads `<driver>` of an interface. Most of it only means something for virtio models.
    fn of(interface: &Element<'_>, kind: InterfaceType) -> Result<Self> {
        let Some(driver) = interface.child("driver") else { return Ok(Self::default()) };
        let model = interface.child("model").and_then(|model| model.attribute("type"));
        if kind == InterfaceType::HostDev {
            return Ok(Self { host_device: HostDevDriver::parse(&driver)?, ..Self::default() });
        }
        match model.and_then(VirtioModel::from_word) {
            Some(_) => Self::parse(&driver),
            None => Ok(Self { virtio: VirtioOptions::parse(&driver)?, ..Self::default() }),
        }
    }

    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            name: e.word("name")?,
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
            host_device: HostDevDriver::default(),
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
            ranges: e.each("range", PortRange::parse)?,
        })
    }
}

impl PortRange {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = || {
            let what = "The 'range' of a 'portForward' requires 'start' attribute if 'end', 'to', or 'exclude' is \
                        specified";
            e.fault(Code::ConfigUnsupported, what)
        };
        Ok(Self {
            start: e.nonzero("start")?.ok_or_else(missing)?,
            end: e.nonzero("end")?,
            to: e.nonzero("to")?,
            exclude: e.yes_no("exclude")?,
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
    /// Reads the element; one without a type says nothing.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        if e.attribute("type") == Some("") {
            return Ok(None);
        }
        let kind = e.supported_word("type", |text| format!("unknown teaming type '{text}'"))?;
        Ok(kind.map(|teaming_type| Self { teaming_type, persistent: e.string("persistent") }))
    }
}
