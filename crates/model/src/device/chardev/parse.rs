//! Reading the host side of character devices.

use errors::Code;
use xml::{Element, Result};

use super::{
    CharBackend, CharLog, CharSource, CharType, Reconnect, SocketMode, TcpEndpoint, TcpProtocol,
    UdpEndpoints, UnixEndpoint,
};
use crate::Parse;
use crate::security::DeviceSecLabel;

impl CharSource {
    /// Reads the source of a device whose element names the backend in `type`; a pty when it does not.
    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = CharType::attribute(e)?.unwrap_or(CharType::Pty);
        Self::parse_kind(kind, e, how)
    }

    /// What is missing that the backend cannot do without: libvirt's code and words for it.
    pub fn missing(&self) -> Option<(Code, &'static str)> {
        let fault = |what| Some((Code::InternalError, what));
        match &self.backend {
            CharBackend::Dev { path: None }
            | CharBackend::File { path: None, .. }
            | CharBackend::Pipe { path: None }
            | CharBackend::Unix(UnixEndpoint { path: None, .. }) => {
                fault("Missing source path attribute for char device")
            }
            CharBackend::Tcp(end) if end.host.is_none() => {
                fault("Missing source host attribute for char device")
            }
            CharBackend::Tcp(TcpEndpoint { service: None, .. })
            | CharBackend::Udp(UdpEndpoints { connect_service: None, .. }) => {
                fault("Missing source service attribute for char device")
            }
            CharBackend::SpicePort { channel: None } | CharBackend::Dbus { channel: None } => {
                Some((Code::ConfigUnsupported, "Missing source channel attribute for char device"))
            }
            CharBackend::Nmdm { master, slave } if master.is_some() != slave.is_some() => {
                fault("Should define both master and slave path attributes for nmdm device")
            }
            _ => None,
        }
    }

    /// Reads the source of a device whose backend is known.
    pub(crate) fn parse_kind(kind: CharType, e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = e.child("source");
        let (sources, most) =
            if kind == CharType::Udp { (2, "two source elements are") } else { (1, "one source element is") };
        for (name, count, most) in [
            ("source", sources, most),
            ("protocol", 1, "one protocol element is"),
            ("log", 1, "one log element is"),
        ] {
            if e.children().filter(|child| child.name() == name).count() > count {
                let what = format!("only {most} allowed for character device");
                return Err(e.fault(Code::XmlError, what));
            }
        }
        Ok(Self {
            backend: CharBackend::parse(kind, e, how)?,
            log: e.maybe("log", CharLog::parse)?.flatten(),
            seclabels: source.map(|e| DeviceSecLabel::parse_all(&e, how)).transpose()?.unwrap_or_default(),
        })
    }
}

impl CharBackend {
    fn parse(kind: CharType, e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = e.child("source");
        let attribute = |name| source.and_then(|source| source.string(name));
        let path = || attribute("path");
        Ok(match kind {
            CharType::Null => Self::Null,
            CharType::Vc => Self::Vc,
            CharType::Pty => Self::Pty { path: path().filter(|_| how.live) },
            CharType::Dev => Self::Dev { path: path() },
            CharType::File => {
                Self::File { path: path(), append: source.map(|e| e.on_off("append")).transpose()?.flatten() }
            }
            CharType::Pipe => Self::Pipe { path: path() },
            CharType::Stdio => Self::Stdio,
            CharType::Udp => Self::Udp(UdpEndpoints::parse(e)?),
            CharType::Tcp => Self::Tcp(TcpEndpoint::parse(e, how)?),
            CharType::Unix => {
                Self::Unix(source.map(|e| UnixEndpoint::parse(&e)).transpose()?.unwrap_or_default())
            }
            CharType::SpiceVmc => Self::SpiceVmc,
            CharType::SpicePort => Self::SpicePort { channel: attribute("channel") },
            CharType::Nmdm => Self::Nmdm { master: attribute("master"), slave: attribute("slave") },
            CharType::QemuVdagent => Self::QemuVdagent {
                clipboard: nested(source, "clipboard", |e| e.yes_no("copypaste"))?,
                mouse: nested(source, "mouse", |e| e.word("mode"))?,
            },
            CharType::Dbus => Self::Dbus { channel: attribute("channel") },
        })
    }
}

/// What a child of `<source>` says.
fn nested<T>(
    source: Option<Element<'_>>,
    name: &str,
    read: impl FnOnce(&Element<'_>) -> Result<Option<T>>,
) -> Result<Option<T>> {
    match source.and_then(|source| source.child(name)) {
        Some(child) => read(&child),
        None => Ok(None),
    }
}

impl CharLog {
    fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        let append = e.on_off("append")?;
        Ok(e.string("file").map(|file| Self { file, append }))
    }
}

impl UdpEndpoints {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut ends = Self::default();
        for source in e.children().filter(|child| child.name() == "source") {
            let host = source.string("host");
            let service = source.string("service");
            match source.word("mode")?.unwrap_or(SocketMode::Connect) {
                SocketMode::Bind => (ends.bind_host, ends.bind_service) = (host, service),
                SocketMode::Connect => (ends.connect_host, ends.connect_service) = (host, service),
            }
        }
        Ok(ends)
    }
}

impl TcpEndpoint {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let protocol = e.maybe("protocol", |e| e.word("type"))?.flatten().unwrap_or(TcpProtocol::Raw);
        let end = Self { mode: Some(SocketMode::Connect), protocol: Some(protocol), ..Self::default() };
        let Some(source) = e.child("source") else { return Ok(end) };
        let mode = source.word("mode")?.unwrap_or(SocketMode::Connect);
        Ok(Self {
            mode: Some(mode),
            host: source.string("host"),
            service: source.string("service"),
            tls: source.yes_no("tls")?,
            tls_from_config: how.live && source.attribute("tlsFromConfig") == Some("1"),
            reconnect: reconnect(&source, mode)?,
            ..end
        })
    }
}

impl UnixEndpoint {
    fn parse(source: &Element<'_>) -> Result<Self> {
        let mode = source.word("mode")?.unwrap_or(SocketMode::Connect);
        let (path, reconnect) = (source.string("path"), reconnect(source, mode)?);
        // Who opens a socket that is yet to be made up is decided with its path.
        let known = path.is_some() || reconnect.is_some();
        Ok(Self { mode: known.then_some(mode), path, reconnect })
    }
}

/// Only who connects can connect again.
fn reconnect(source: &Element<'_>, mode: SocketMode) -> Result<Option<Reconnect>> {
    let reconnect = source.maybe("reconnect", Reconnect::parse)?.flatten();
    if reconnect.is_some() && mode != SocketMode::Connect {
        let what = "chardev reconnect is possible only for connect mode";
        return Err(source.fault(Code::InternalError, what));
    }
    Ok(reconnect)
}

impl Reconnect {
    /// Reads the element; one that does not say whether says nothing.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        let Some(enabled) = e.yes_no("enabled")? else { return Ok(None) };
        let timeout = if enabled { Some(e.required_number("timeout")?) } else { None };
        Ok(Some(Self { enabled, timeout }))
    }
}

impl CharType {
    /// Reads the kind of backend in a device's `type`.
    pub(crate) fn attribute(e: &Element<'_>) -> Result<Option<Self>> {
        let unknown = |text: &str| format!("unknown type presented to host for character device: {text}");
        e.supported_word("type", unknown)
    }
}
