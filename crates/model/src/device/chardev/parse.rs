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
        let kind = e.word("type")?.unwrap_or(CharType::Pty);
        Self::parse_kind(kind, e, how)
    }

    /// Reads the source of a device whose backend is known.
    pub(crate) fn parse_kind(kind: CharType, e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = e.child("source");
        Ok(Self {
            backend: CharBackend::parse(kind, e, how)?,
            log: e.maybe("log", CharLog::parse)?,
            seclabels: source.map(|e| DeviceSecLabel::parse_all(&e, how)).transpose()?.unwrap_or_default(),
        })
    }
}

impl CharBackend {
    fn parse(kind: CharType, e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = e.child("source");
        let attribute = |name| source.and_then(|source| source.string(name));
        let path = || attribute("path").filter(|path| !path.is_empty());
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
    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = || e.fault(Code::XmlError, "Missing required attribute 'file' in element 'log'");
        Ok(Self { file: e.string("file").ok_or_else(missing)?, append: e.on_off("append")? })
    }
}

impl UdpEndpoints {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let mut ends = Self::default();
        for source in e.children().filter(|child| child.name() == "source") {
            let host = source.string("host").filter(|text| !text.is_empty());
            let service = source.string("service").filter(|text| !text.is_empty());
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
            host: source.string("host").filter(|text| !text.is_empty()),
            service: source.string("service").filter(|text| !text.is_empty()),
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
        Ok(Self {
            mode: Some(mode),
            path: source.string("path").filter(|path| !path.is_empty()),
            reconnect: reconnect(source, mode)?,
        })
    }
}

/// Only who connects can connect again.
fn reconnect(source: &Element<'_>, mode: SocketMode) -> Result<Option<Reconnect>> {
    let reconnect = source.maybe("reconnect", Reconnect::parse)?;
    if reconnect.is_some() && mode != SocketMode::Connect {
        let what = "chardev reconnect is possible only for connect mode";
        return Err(source.fault(Code::InternalError, what));
    }
    Ok(reconnect)
}

impl Reconnect {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let enabled = e.yes_no("enabled")?.ok_or_else(|| e.missing_attribute("enabled"))?;
        let timeout = if enabled { Some(e.required_number("timeout")?) } else { None };
        Ok(Self { enabled, timeout })
    }
}
