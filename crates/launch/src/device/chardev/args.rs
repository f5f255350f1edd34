//! `-chardev`.

use caps::Feature;
use errors::{Code, Error, Result};
use model::device::chardev::{CharBackend, CharSource, Reconnect, SocketMode, TcpEndpoint, TcpProtocol};

use crate::DescriptorTarget;
use crate::build::Build;
use crate::option::Pairs;
use crate::tls::Endpoint;

/// Writes the host side of the device with that alias; gives the id of the character device.
///
/// Files and listening sockets are opened by the caller: QEMU may not be allowed to.
pub(crate) fn chardev(build: &mut Build<'_>, source: &CharSource, alias: &str) -> Result<String> {
    chardev_named(build, source, alias, &format!("char{alias}"))
}

/// The same, with an id that does not follow from the alias.
pub(crate) fn chardev_named(
    build: &mut Build<'_>,
    source: &CharSource,
    alias: &str,
    id: &str,
) -> Result<String> {
    let written = backend(build, source, alias, id)?;
    let written = match &source.log {
        Some(log) => {
            let append = log.append.unwrap_or(true);
            let target = DescriptorTarget::CharacterLog { path: log.file.clone(), append };
            match build.descriptor(target) {
                Some(fd) => {
                    let path = build.fdset(fd, &format!("{alias}-log"));
                    written.with("logfile", path).with("logappend", "on")
                }
                None => {
                    let written = written.with("logfile", &log.file);
                    log.append.iter().fold(written, |written, on| written.switch("logappend", *on))
                }
            }
        }
        None => written,
    };
    build.chardev(written);
    Ok(id.to_owned())
}

fn backend(build: &mut Build<'_>, source: &CharSource, alias: &str, id: &str) -> Result<Pairs> {
    let named = |kind: &str| Pairs::new(kind).with("id", id);
    let missing = || {
        Error::new(Code::InternalError, errors::Domain::None, "Missing source path attribute for char device")
    };
    Ok(match &source.backend {
        CharBackend::Null => named("null"),
        CharBackend::Vc => named("vc"),
        CharBackend::Pty { .. } => named("pty"),
        CharBackend::Stdio => named("stdio"),
        CharBackend::Dev { path } => {
            let kind = if alias.starts_with("parallel") { "parallel" } else { "serial" };
            named(kind).with("path", path.as_deref().ok_or_else(missing)?)
        }
        CharBackend::Pipe { path } => named("pipe").with("path", path.as_deref().ok_or_else(missing)?),
        CharBackend::File { path, append } => {
            let path = path.clone().ok_or_else(missing)?;
            let target =
                DescriptorTarget::CharacterFile { path: path.clone(), append: append.unwrap_or(false) };
            match build.descriptor(target) {
                Some(fd) => {
                    let path = build.fdset(fd, &format!("{alias}-source"));
                    named("file").with("path", path).with("append", "on")
                }
                None => {
                    let file = named("file").with("path", path);
                    append.iter().fold(file, |file, on| file.switch("append", *on))
                }
            }
        }
        CharBackend::Udp(ends) => named("udp")
            .with("host", ends.connect_host.as_deref().unwrap_or_default())
            .with("port", ends.connect_service.as_deref().unwrap_or_default())
            .with("localaddr", ends.bind_host.as_deref().unwrap_or_default())
            .with("localport", ends.bind_service.as_deref().unwrap_or("0")),
        CharBackend::Tcp(endpoint) => tcp(build, endpoint, named("socket"), id)?,
        CharBackend::Unix(endpoint) => {
            let path = endpoint.path.clone().ok_or_else(missing)?;
            match endpoint.mode {
                Some(SocketMode::Connect) => {
                    reconnecting(build, named("socket").with("path", path), endpoint.reconnect)
                }
                Some(SocketMode::Bind) | None => {
                    build.listener(named("socket"), DescriptorTarget::Listener(path))
                }
            }
        }
        CharBackend::SpiceVmc => named("spicevmc").with("name", spice_name(alias)),
        CharBackend::SpicePort { channel } => {
            named("spiceport").with("name", channel.as_deref().unwrap_or_default())
        }
        CharBackend::QemuVdagent { clipboard, mouse } => {
            let mut agent = named("qemu-vdagent").with("name", "vdagent");
            if let Some(on) = clipboard {
                agent = agent.switch("clipboard", *on);
            }
            match mouse {
                Some(model::device::chardev::MouseMode::Client) => agent.with("mouse", "on"),
                Some(model::device::chardev::MouseMode::Server) => agent.with("mouse", "off"),
                None => agent,
            }
        }
        CharBackend::Dbus { channel } => named("dbus").with("name", channel.as_deref().unwrap_or_default()),
        CharBackend::Nmdm { .. } => {
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                "unsupported chardev 'nmdm'",
            ));
        }
    })
}

/// Which of SPICE's channels it is follows from the device in front of it.
fn spice_name(alias: &str) -> &'static str {
    if alias.starts_with("smartcard") {
        "smartcard"
    } else if alias.starts_with("redir") {
        "usbredir"
    } else {
        "vdagent"
    }
}

fn tcp(build: &mut Build<'_>, endpoint: &TcpEndpoint, socket: Pairs, id: &str) -> Result<Pairs> {
    let listens = endpoint.mode == Some(SocketMode::Bind);
    let mut socket =
        socket.maybe("host", endpoint.host.as_deref()).maybe("port", endpoint.service.as_deref());
    if endpoint.protocol == Some(TcpProtocol::Telnet) {
        socket = socket.with("telnet", "on");
    }
    socket = if listens {
        socket.with("server", "on").with("wait", "off")
    } else {
        reconnecting(build, socket, endpoint.reconnect)
    };
    if endpoint.tls != Some(true) {
        return Ok(socket);
    }
    let credentials = format!("obj{id}_tls0");
    let end = if listens { Endpoint::Server } else { Endpoint::Client };
    let certificates = build.resources.credentials.character_devices.as_ref();
    build.certificates(certificates, "character devices", &credentials, end)?;
    Ok(socket.with("tls-creds", credentials))
}

/// After how long a lost connection is tried again.
pub(crate) fn reconnecting(build: &Build<'_>, socket: Pairs, reconnect: Option<Reconnect>) -> Pairs {
    let Some(reconnect) = reconnect else { return socket };
    let seconds = if reconnect.enabled { reconnect.timeout.unwrap_or_default() } else { 0 };
    match build.caps.has(Feature::ChardevReconnectMs) {
        true => socket.with("reconnect-ms", u64::from(seconds).saturating_mul(1000).to_string()),
        false => socket.with("reconnect", seconds.to_string()),
    }
}
