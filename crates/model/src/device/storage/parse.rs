//! Reading where images are.

use errors::Code;
use xml::{Element, Fault, Result};

use super::{
    Auth, Encryption, Identity, Image, Location, NetworkLocation, NetworkProtocol, NvmeLocation, Place,
    ReconnectDelay, Reservations, Slice, StorageHost, StorageSource, StorageType, Transport, VolumeLocation,
};
use crate::Parse;
use crate::device::address::PciAddress;
use crate::device::chardev::Reconnect;
use crate::security::DeviceSecLabel;

impl StorageSource {
    /// Reads `<source>`, if there is one, of something stored on `kind`.
    pub(crate) fn parse(kind: StorageType, source: Option<&Element<'_>>, how: Parse) -> Result<Self> {
        let Some(e) = source else {
            return Ok(Self { location: Location::nowhere(kind), ..Self::default() });
        };
        Ok(Self {
            location: Location::parse(kind, e)?,
            startup_policy: e.word("startupPolicy")?,
            index: if how.live { e.number("index")?.filter(|index| *index != 0) } else { None },
            fd_group: e.string("fdgroup"),
            slices: e.maybe("slices", Slice::parse)?.flatten(),
            auth: e.maybe("auth", Auth::parse)?,
            auth_place: Place::Source,
            encryption: e.maybe("encryption", Encryption::parse)?,
            encryption_place: Place::Source,
            reservations: e.maybe("reservations", Reservations::parse)?,
            initiator: e.descend(&["initiator", "iqn"]).and_then(|iqn| iqn.string("name")),
            ssl_verify: if is_secure(e) {
                e.maybe("ssl", |ssl| ssl.yes_no("verify"))?.flatten()
            } else {
                None
            },
            cookies: cookies(e)?,
            readahead: http_number(e, "readahead", "size")?,
            timeout: http_number(e, "timeout", "seconds")?,
            reconnect: e.maybe("reconnect", |e| ReconnectDelay::parse(kind, e))?.flatten(),
            identity: identity(kind, e)?,
            known_hosts: e.maybe("knownHosts", |e| Ok(e.required("path")?.to_owned()))?,
            seclabels: DeviceSecLabel::parse_all(e, how)?,
            data_store: e.maybe("dataStore", |e| Image::parse(e, how))?.map(Box::new),
        })
    }
}

impl Location {
    /// A drive of this kind without a medium.
    const fn nowhere(kind: StorageType) -> Self {
        match kind {
            StorageType::Block => Self::Block(None),
            StorageType::Dir => Self::Dir(None),
            StorageType::Volume => Self::Volume(None),
            StorageType::Nvme => Self::Nvme(None),
            StorageType::VhostUser => Self::VhostUser { path: None },
            StorageType::VhostVdpa => Self::VhostVdpa { dev: None },
            StorageType::File | StorageType::Network => Self::File(None),
        }
    }

    fn parse(kind: StorageType, e: &Element<'_>) -> Result<Self> {
        let path = |name| e.string(name).filter(|path| !path.is_empty());
        Ok(match kind {
            StorageType::File => Self::File(path("file")),
            StorageType::Block => Self::Block(path("dev")),
            StorageType::Dir => Self::Dir(path("dir")),
            StorageType::Network => Self::Network(Box::new(NetworkLocation::parse(e)?)),
            StorageType::Volume => Self::Volume(VolumeLocation::parse(e)?),
            StorageType::Nvme => Self::Nvme(Some(NvmeLocation::parse(e)?)),
            StorageType::VhostUser => Self::VhostUser { path: vhost_user_path(e)? },
            StorageType::VhostVdpa => {
                let missing = || e.missing_attribute("dev");
                Self::VhostVdpa { dev: Some(e.string("dev").ok_or_else(missing)?) }
            }
        })
    }
}

/// Is it reached by a protocol that has certificates?
fn is_secure(e: &Element<'_>) -> bool {
    matches!(e.attribute("protocol"), Some("https" | "ftps"))
}

fn vhost_user_path(e: &Element<'_>) -> Result<Option<String>> {
    let fault = |what: &str| e.fault(Code::XmlError, format!("{what} attribute for vhostuser disk source"));
    match e.attribute("type") {
        Some("unix") => Ok(Some(e.string("path").ok_or_else(|| fault("missing 'path'"))?)),
        Some(_) => Err(fault("invalid 'type'")),
        None => Err(fault("missing 'type'")),
    }
}

impl NetworkLocation {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let protocol = e.required_word("protocol")?;
        let name = e.string("name");
        // Only an NBD server can have an export without a name.
        if name.is_none() && protocol != NetworkProtocol::Nbd {
            return Err(e.fault(Code::XmlError, "missing name for disk source"));
        }
        let within = matches!(protocol, NetworkProtocol::Rbd | NetworkProtocol::Gluster);
        if let Some(name) = name.as_ref().filter(|name| within && !name.contains('/')) {
            let what = format!("can't split path '{name}' into pool name and image name");
            return Err(e.fault(Code::XmlError, what));
        }
        if protocol == NetworkProtocol::Sheepdog {
            let what = "'sheepdog' protocol is no longer supported by any hypervisor driver";
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        Ok(Self {
            protocol,
            name,
            query: e.string("query"),
            tls: e.yes_no("tls")?,
            tls_hostname: e.string("tlsHostname"),
            tls_from_config: e.attribute("tlsFromConfig") == Some("1"),
            hosts: e.each("host", StorageHost::parse)?,
            snapshot: e.child("snapshot").and_then(|e| e.string("name")),
            config_file: e.child("config").and_then(|e| e.string("file")),
        })
    }
}

impl StorageHost {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let transport = e.word::<Transport>("transport")?;
        let socket = e.string("socket");
        let fault = |what: &str| Err(e.fault(Code::XmlError, what));
        match (transport, &socket) {
            (Some(Transport::Unix), None) => return fault("missing socket for unix transport"),
            (Some(Transport::Unix), Some(_)) => {}
            (_, Some(_)) => {
                let transport = transport.unwrap_or(Transport::Tcp);
                return fault(&format!("transport '{transport}' does not support socket attribute"));
            }
            (_, None) if e.attribute("name").is_none() => return fault("missing name for host"),
            (_, None) => {}
        }
        let is_unix = transport == Some(Transport::Unix);
        let port = match e.attribute("port").filter(|_| !is_unix) {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| {
                let what = format!("failed to parse port number '{text}'");
                Fault::of(errors::Domain::None, Code::InvalidArg, what).at(e.position())
            })?),
        };
        Ok(Self { transport, name: e.string("name").filter(|_| !is_unix), port, socket })
    }
}

impl VolumeLocation {
    fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        match (e.string("pool"), e.string("volume")) {
            (Some(pool), Some(volume)) => Ok(Some(Self { pool, volume, mode: e.word("mode")? })),
            (None, None) => Ok(None),
            _ => Err(e.fault(
                Code::XmlError,
                "'pool' and 'volume' must be specified together for 'pool' type source",
            )),
        }
    }
}

impl NvmeLocation {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let kind = e
            .attribute("type")
            .ok_or_else(|| e.fault(Code::XmlError, "missing 'type' attribute to disk source"))?;
        if kind != "pci" {
            return Err(e.fault(Code::XmlError, format!("unsupported source type '{kind}'")));
        }
        let namespace = e.required_number("namespace")?;
        if namespace == 0 {
            return Err(e.fault(Code::ConfigUnsupported, "NVMe namespace can't be zero"));
        }
        let address = e.maybe("address", PciAddress::parse)?;
        let missing = || e.fault(Code::XmlError, "NVMe disk source is missing address");
        Ok(Self { namespace, managed: e.yes_no("managed")?, address: address.ok_or_else(missing)? })
    }
}

impl Slice {
    fn parse(slices: &Element<'_>) -> Result<Option<Self>> {
        let storage = slices.children_named("slice").find(|slice| slice.attribute("type") == Some("storage"));
        let Some(e) = storage else { return Ok(None) };
        let given = |name| e.attribute(name).filter(|text| !text.is_empty());
        let (Some(offset), Some(size)) = (given("offset"), given("size")) else {
            return Err(e.fault(Code::XmlError, "missing offset or size attribute of slice"));
        };
        let number = |name: &str, text: &str| {
            let what = format!("malformed value '{text}' of '{name}' attribute of slice");
            text.parse().map_err(|_| e.fault(Code::XmlError, what))
        };
        Ok(Some(Self { offset: number("offset", offset)?, size: number("size", size)? }))
    }
}

fn cookies(e: &Element<'_>) -> Result<Vec<(String, String)>> {
    let mut cookies: Vec<(String, String)> = Vec::new();
    for cookie in e.child("cookies").iter().flat_map(|list| list.children_named("cookie")) {
        let fault = |what: String| cookie.fault(Code::XmlError, what);
        let name = cookie.string("name").filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| fault("missing cookie name".to_owned()))?;
        let value = cookie.text().into_owned();
        if value.is_empty() {
            return Err(fault(format!("missing value for cookie '{name}'")));
        }
        if !cookie.text().bytes().all(is_cookie_octet) {
            let what = format!("value of cookie '{name}' contains invalid characters");
            return Err(Fault::of(errors::Domain::Storage, Code::XmlError, what).at(cookie.position()));
        }
        if cookies.iter().any(|(known, _)| *known == name) {
            let what = format!("duplicate cookie '{name}'");
            return Err(Fault::of(errors::Domain::Storage, Code::XmlError, what).at(cookie.position()));
        }
        cookies.push((name, value));
    }
    Ok(cookies)
}

/// May the value of a cookie hold this (RFC 6265; the quotes around it count as part of it)?
fn is_cookie_octet(octet: u8) -> bool {
    matches!(octet, 0x21..=0x7e) && !matches!(octet, b',' | b';' | b'\\')
}

/// How far is read ahead, or for how long is waited; an empty number is as good as none.
fn http_number(e: &Element<'_>, child: &str, name: &str) -> Result<Option<u64>> {
    let text = e.child(child).and_then(|child| child.attribute(name)).filter(|text| !text.is_empty());
    let invalid = |_| e.fault(Code::XmlError, "invalid readahead size or timeout");
    Ok(text.map(|text| text.parse().map_err(invalid)).transpose()?.filter(|number| *number != 0))
}

impl ReconnectDelay {
    fn parse(kind: StorageType, e: &Element<'_>) -> Result<Option<Self>> {
        match kind {
            StorageType::VhostUser => Ok(Reconnect::parse(e)?.map(Self::Timeout)),
            _ => Ok(e.number("delay")?.filter(|seconds| *seconds != 0).map(Self::Delay)),
        }
    }
}

/// Whose identity is used: NFS knows users and groups, SSH needs a name.
fn identity(kind: StorageType, e: &Element<'_>) -> Result<Option<Identity>> {
    let Some(identity) = e.child("identity") else { return Ok(None) };
    if kind == StorageType::Network && e.attribute("protocol") == Some("ssh") {
        identity.required("username")?;
    }
    Ok(Some(Identity::parse(&identity)))
}

impl Identity {
    fn parse(e: &Element<'_>) -> Self {
        Self {
            user: e.string("user"),
            group: e.string("group"),
            username: e.string("username"),
            keyfile: e.string("keyfile"),
            agent_socket: e.string("agentsock"),
        }
    }
}
