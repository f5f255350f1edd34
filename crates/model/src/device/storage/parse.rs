//! Reading where images are.

use errors::Code;
use xml::{Element, Result, Word};

use super::{
    Auth, BackingStore, Encryption, Identity, Image, Location, NetworkLocation, NvmeLocation, Place,
    ReconnectDelay, Reservations, SecretRef, SecretUse, Slice, StorageFormat, StorageHost, StorageSource,
    StorageType, Transport, VolumeLocation,
};
use crate::device::address::PciAddress;
use crate::device::chardev::Reconnect;
use crate::security::DeviceSecLabel;
use crate::size::child_bytes;
use crate::{Parse, Uuid};

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
            ssl_verify: e.maybe("ssl", |ssl| ssl.yes_no("verify"))?.flatten(),
            cookies: cookies(e)?,
            readahead: e.maybe("readahead", |e| e.number("size"))?.flatten(),
            timeout: e.maybe("timeout", |e| e.number("seconds"))?.flatten(),
            reconnect: e.maybe("reconnect", |e| ReconnectDelay::parse(kind, e))?.flatten(),
            identity: e.child("identity").map(|e| Identity::parse(&e)),
            known_hosts: e.child("knownHosts").and_then(|e| e.string("path")),
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
                Self::VhostVdpa { dev: Some(path("dev").ok_or_else(missing)?) }
            }
        })
    }
}

fn vhost_user_path(e: &Element<'_>) -> Result<Option<String>> {
    match e.required("type")? {
        "unix" => Ok(Some(e.required("path")?.to_owned())),
        other => {
            let what = format!("invalid type '{other}' for vhostuser source");
            Err(e.fault(Code::ConfigUnsupported, what))
        }
    }
}

impl NetworkLocation {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            protocol: e.required_word("protocol")?,
            name: e.string("name"),
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
        let transport = match e.attribute("transport") {
            None => None,
            Some(text) => Some(Transport::from_word(text).ok_or_else(|| {
                e.fault(Code::ConfigUnsupported, format!("unknown protocol transport type '{text}'"))
            })?),
        };
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
                e.fault(Code::ConfigUnsupported, format!("failed to parse port number '{text}'"))
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
        let namespace = e.nonzero("namespace")?.ok_or_else(|| e.missing_attribute("namespace"))?;
        let address = e.maybe("address", PciAddress::parse)?;
        let missing = || e.fault(Code::XmlError, "NVMe disk is missing PCI address");
        Ok(Self { namespace, managed: e.yes_no("managed")?, address: address.ok_or_else(missing)? })
    }
}

impl Slice {
    fn parse(slices: &Element<'_>) -> Result<Option<Self>> {
        let storage = slices.children_named("slice").find(|slice| slice.attribute("type") == Some("storage"));
        let Some(e) = storage else { return Ok(None) };
        Ok(Some(Self {
            offset: e.required_number("offset")?,
            size: e.nonzero("size")?.ok_or_else(|| e.missing_attribute("size"))?,
        }))
    }
}

fn cookies(e: &Element<'_>) -> Result<Vec<(String, String)>> {
    let Some(list) = e.child("cookies") else { return Ok(Vec::new()) };
    list.each("cookie", |cookie| Ok((cookie.required("name")?.to_owned(), cookie.text().into_owned())))
}

impl ReconnectDelay {
    fn parse(kind: StorageType, e: &Element<'_>) -> Result<Option<Self>> {
        match kind {
            StorageType::VhostUser => Ok(Reconnect::parse(e)?.map(Self::Timeout)),
            _ => Ok(e.number("delay")?.filter(|seconds| *seconds != 0).map(Self::Delay)),
        }
    }
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

impl Reservations {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let managed = e.yes_no("managed")?;
        let Some(source) = e.child("source").filter(|_| managed != Some(true)) else {
            return Ok(Self { managed, path: None });
        };
        let path = source
            .string("path")
            .ok_or_else(|| source.fault(Code::XmlError, "missing path for <source/> in <reservations/>"))?;
        Ok(Self { managed, path: Some(path) })
    }
}

impl Auth {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: String| e.fault(Code::XmlError, what);
        let username = e.string("username").ok_or_else(|| fault("missing username for auth".to_owned()))?;
        let secret = e.child("secret").ok_or_else(|| fault("Missing <secret> element in auth".to_owned()))?;
        let secret_use = match secret.attribute("type") {
            None => None,
            Some(text) => Some(
                SecretUse::from_word(text).ok_or_else(|| fault(format!("unknown secret type '{text}'")))?,
            ),
        };
        Ok(Self { username, secret_use, secret: SecretRef::parse(&secret)? })
    }
}

impl SecretRef {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        match (e.attribute("uuid"), e.string("usage")) {
            (Some(text), None) => match Uuid::parse(text) {
                Some(uuid) => Ok(Self::Uuid(uuid)),
                None => Err(e.fault(Code::XmlError, format!("invalid secret uuid '{text}'"))),
            },
            (None, Some(usage)) => Ok(Self::Usage(usage)),
            (None, None) => Err(e.fault(Code::XmlError, "missing secret uuid or usage attribute")),
            (Some(_), Some(_)) => Err(e.fault(Code::XmlError, "either secret uuid or usage expected")),
        }
    }
}

impl Image {
    /// Reads `<backingStore>`, `<mirror>` or `<dataStore>`: something with a type, a format, a source.
    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = e
            .word("type")?
            .ok_or_else(|| e.fault(Code::XmlError, format!("missing {} type", spoken(e.name()))))?;
        let format = e.child("format");
        if format.is_none() && e.name() == "backingStore" {
            return Err(e.fault(Code::XmlError, "missing disk backing store format"));
        }
        Ok(Self {
            format: format.map(|e| StorageFormat::attribute(&e, "type")).transpose()?.flatten(),
            metadata_cache_size: format.map(|e| metadata_cache_size(&e)).transpose()?.flatten(),
            source: StorageSource::parse(kind, e.child("source").as_ref(), how)?,
            backing: BackingStore::of(e, how)?.map(Box::new),
        })
    }
}

fn spoken(name: &str) -> &str {
    match name {
        "backingStore" => "disk backing store",
        other => other,
    }
}

/// The size of an image's metadata cache, in bytes, as `<driver>` or `<format>` tell it.
pub(crate) fn metadata_cache_size(e: &Element<'_>) -> Result<Option<u64>> {
    match e.child("metadata_cache") {
        Some(cache) => child_bytes(&cache, "max_size", 1),
        None => Ok(None),
    }
}

impl StorageFormat {
    /// Reads a format; an unknown one is refused in the storage driver's words.
    pub(crate) fn attribute(e: &Element<'_>, name: &str) -> Result<Option<Self>> {
        match e.attribute(name) {
            None | Some("none") => Ok(None),
            Some(text) => match Self::from_word(text) {
                Some(format) => Ok(Some(format)),
                None => Err(e.invalid_attribute(name, text)),
            },
        }
    }
}

impl BackingStore {
    /// Reads what an image is based on; `None` when nothing is said about it.
    pub(crate) fn of(e: &Element<'_>, how: Parse) -> Result<Option<Self>> {
        let Some(backing) = e.child("backingStore") else { return Ok(None) };
        match backing.attribute("type") {
            None => Ok(Some(Self::Nothing)),
            Some(_) => Ok(Some(Self::Image(Box::new(Image::parse(&backing, how)?)))),
        }
    }
}

impl Encryption {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            format: e.required_word("format")?,
            engine: e.word("engine")?,
            secrets: e.each("secret", |secret| {
                match secret.attribute("type") {
                    Some("passphrase") => {}
                    Some(other) => {
                        let what = format!("unknown volume encryption secret type {other}");
                        return Err(secret.fault(Code::XmlError, what));
                    }
                    None => {
                        return Err(secret.fault(Code::XmlError, "unknown volume encryption secret type"));
                    }
                }
                Ok(super::EncryptionSecret { secret: SecretRef::parse(secret)? })
            })?,
            cipher: e.maybe("cipher", |cipher| {
                Ok(super::Cipher {
                    name: cipher.required("name")?.to_owned(),
                    size: cipher.required_number("size")?,
                    mode: cipher.string("mode"),
                    hash: cipher.string("hash"),
                })
            })?,
            ivgen: e.maybe("ivgen", |ivgen| {
                Ok(super::IvGen { name: ivgen.required("name")?.to_owned(), hash: ivgen.string("hash") })
            })?,
        })
    }
}
