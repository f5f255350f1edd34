//! `-vnc`, `-spice` and `-display`.

use errors::{Code, Error, Result};
use model::device::graphics::{Graphics, GraphicsKind, Listen, SharePolicy, Spice, SpiceChannelMode, Vnc};

use crate::build::Build;
use crate::device::audio::args::id as audio_id;
use crate::option::Pairs;
use crate::tls::Endpoint;

/// The port of VNC display 0.
const FIRST_VNC_PORT: i32 = 5900;

/// The last port that there is.
const LAST_VNC_PORT: i32 = 65535;

/// The id of VNC's certificates.
const VNC_CREDENTIALS: &str = "vnc-tls-creds0";

/// Writes the displays.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    let displays = &build.guest.devices.graphics;
    for (position, graphics) in displays.iter().enumerate() {
        if displays.iter().take(position).any(|other| other.kind.kind() == graphics.kind.kind()) {
            return Err(unsupported(
                "only 1 graphics device of each type (sdl, vnc, spice, headless, dbus, rdp) is supported",
            ));
        }
        if graphics.listens.len() > 1 {
            return Err(unsupported("QEMU does not support multiple listens for one graphics device."));
        }
        match &graphics.kind {
            GraphicsKind::Vnc(vnc) => self::vnc(build, graphics, vnc)?,
            GraphicsKind::Spice(spice) => self::spice(build, graphics, spice)?,
            GraphicsKind::EglHeadless { rendernode } => {
                let node = rendernode.as_deref().or(build.resources.render_node.as_deref());
                let display = Pairs::new("egl-headless").maybe("rendernode", node);
                build.option("-display", display);
            }
            GraphicsKind::Sdl(sdl) => {
                if let Some(display) = &sdl.display {
                    build.line.env.push(("DISPLAY".to_owned(), display.clone()));
                }
                if let Some(xauth) = &sdl.xauth {
                    build.line.env.push(("XAUTHORITY".to_owned(), xauth.clone()));
                }
                let mut display = Pairs::new("sdl");
                if let Some(on) = sdl.gl {
                    display = display.switch("gl", on);
                }
                if sdl.fullscreen == Some(true) {
                    build.flag("-full-screen");
                }
                build.option("-display", display);
            }
            GraphicsKind::Dbus(dbus) => {
                let mut display = Pairs::new("dbus");
                if dbus.p2p == Some(true) {
                    display = display.with("p2p", "on");
                } else {
                    let address = dbus.address.as_deref().or(build.resources.dbus_address.as_deref());
                    display = display.with("addr", address.ok_or_else(no_bus)?);
                }
                if let Some(on) = dbus.gl {
                    display = display.switch("gl", on).maybe(
                        "rendernode",
                        dbus.rendernode.as_deref().or(build.resources.render_node.as_deref()),
                    );
                }
                display = display.maybe("audiodev", dbus.audio.map(audio_id));
                build.option("-display", display);
            }
            GraphicsKind::Rdp(_) | GraphicsKind::Desktop { .. } => {}
        }
    }
    Ok(())
}

/// An address as it stands before a colon.
fn host(address: &str) -> String {
    if address.contains(':') { format!("[{address}]") } else { address.to_owned() }
}

/// The address that a display listens on; that of a virtual network is known to the host.
fn listen_address<'a>(build: &Build<'a>, listen: &'a Listen) -> &'a str {
    match listen {
        Listen::Network { address: None, network: Some(network) } => {
            build.resources.network_addresses.get(network).map(String::as_str).unwrap_or_default()
        }
        Listen::Address { address } | Listen::Network { address, .. } => {
            address.as_deref().unwrap_or_default()
        }
        Listen::None | Listen::Socket { .. } => "",
    }
}

fn no_bus() -> Error {
    Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, "no D-Bus runs for the display of this guest")
}

/// VNC counts its ports from one on.
fn vnc_display(vnc: &Vnc) -> Result<i32> {
    let port = vnc.port.unwrap_or(0);
    if !(FIRST_VNC_PORT..=LAST_VNC_PORT).contains(&port) {
        let text = format!("vnc port must be in range [{FIRST_VNC_PORT},{LAST_VNC_PORT}]");
        return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, text));
    }
    Ok(port - FIRST_VNC_PORT)
}

fn vnc(build: &mut Build<'_>, graphics: &Graphics, vnc: &Vnc) -> Result<()> {
    let mut display = match graphics.listens.first() {
        Some(Listen::Socket { path, .. }) => {
            Pairs::headless().with("vnc", format!("unix:{}", path.as_deref().unwrap_or_default()))
        }
        Some(Listen::None) => Pairs::new("none"),
        Some(listen @ (Listen::Address { .. } | Listen::Network { .. })) => {
            let address = host(listen_address(build, listen));
            Pairs::new(format!("{address}:{}", vnc_display(vnc)?))
        }
        None => Pairs::new(format!(":{}", vnc_display(vnc)?)),
    };
    if let Some(websocket) = vnc.websocket {
        display = if websocket == -1 && vnc.autoport == Some(true) {
            display.with("websocket", "on")
        } else {
            display.with("websocket", websocket.to_string())
        };
    }
    if let Some(policy) = vnc.share_policy {
        display = display.with(
            "share",
            match policy {
                SharePolicy::AllowExclusive => "allow-exclusive",
                SharePolicy::ForceShared => "force-shared",
                SharePolicy::Ignore => "ignore",
            },
        );
    }
    let credentials = &build.resources.credentials;
    if vnc.auth.password.is_some() || credentials.vnc_password {
        display = display.with("password", "on");
    }
    if credentials.vnc.is_some() {
        build.certificates(credentials.vnc.as_ref(), "VNC", VNC_CREDENTIALS, Endpoint::Server)?;
        display = display.with("tls-creds", VNC_CREDENTIALS);
    }
    if credentials.vnc_sasl {
        build.sasl();
        display = display.with("sasl", "on");
    }
    if let Some(on) = vnc.power_control {
        display = display.switch("power-control", on);
    }
    let audio = vnc.audio.or_else(|| build.guest.devices.audios.first().map(|audio| audio.id));
    let audio = audio.ok_or_else(|| {
        Error::new(Code::InternalError, errors::Domain::None, "unable to find audio backend for sound device")
    })?;
    build.option("-vnc", display.with("audiodev", audio_id(audio)));
    if let Some(keymap) = &vnc.keymap {
        build.option("-k", keymap.as_str());
    }
    Ok(())
}

fn spice(build: &mut Build<'_>, graphics: &Graphics, spice: &Spice) -> Result<()> {
    let credentials = &build.resources.credentials;
    let mut server = spice_listen(build, graphics, spice)?;
    if credentials.spice_sasl {
        build.sasl();
        server = server.with("sasl", "on");
    }
    if spice.auth.password.is_none() && !credentials.spice_password {
        server = server.with("disable-ticketing", "on");
    }
    if let Some(mode) = spice.mouse {
        server = server.switch("agent-mouse", mode == model::device::chardev::MouseMode::Client);
    }
    server = spice_channels(build, spice, server)?;
    server = server
        .maybe("image-compression", spice.image.map(|mode| mode.to_string()))
        .maybe("jpeg-wan-compression", spice.jpeg.map(|mode| mode.to_string()))
        .maybe("zlib-glz-wan-compression", spice.zlib.map(|mode| mode.to_string()));
    if let Some(on) = spice.playback {
        server = server.switch("playback-compression", on);
    }
    server = server.maybe("streaming-video", spice.streaming.map(|mode| mode.to_string()));
    if spice.copy_paste == Some(false) {
        server = server.with("disable-copy-paste", "on");
    }
    if spice.file_transfer == Some(false) {
        server = server.with("disable-agent-file-xfer", "on");
    }
    if spice.gl == Some(true) {
        server = server
            .with("gl", "on")
            .maybe("rendernode", spice.rendernode.as_deref().or(build.resources.render_node.as_deref()));
    }
    build.option("-spice", server.with("seamless-migration", "on"));
    if let Some(keymap) = &spice.keymap {
        build.option("-k", keymap.as_str());
    }
    Ok(())
}

fn spice_listen(build: &Build<'_>, graphics: &Graphics, spice: &Spice) -> Result<Pairs> {
    let port = |port: Option<i32>| port.filter(|port| *port > 0).map(|port| port.to_string());
    Ok(match graphics.listens.first() {
        Some(Listen::Socket { path, .. }) => {
            Pairs::headless().with("unix", "on").with("addr", path.as_deref().unwrap_or_default())
        }
        Some(Listen::None) => Pairs::headless().with("port", "0"),
        listen => {
            let encrypted = port(spice.tls_port);
            if encrypted.is_some() && build.resources.credentials.spice.is_none() {
                return Err(unsupported(
                    "spice TLS port set in XML configuration, but TLS is disabled in qemu.conf",
                ));
            }
            Pairs::headless().maybe("port", port(spice.port)).maybe("tls-port", encrypted).maybe(
                "addr",
                listen.map(|listen| listen_address(build, listen)).filter(|address| !address.is_empty()),
            )
        }
    })
}

/// Which channels have to be encrypted, and which must not be. Certificates are told where there is an encrypted port.
fn spice_channels(build: &Build<'_>, spice: &Spice, mut server: Pairs) -> Result<Pairs> {
    let certificates = build.resources.credentials.spice.as_deref();
    if spice.tls_port.is_some_and(|port| port > 0) {
        server = server.maybe("x509-dir", certificates);
    }
    let channels = spice.channels.iter().map(|(name, mode)| (name.to_string(), *mode));
    let default = spice.default_mode.map(|mode| ("default".to_owned(), mode));
    for (channel, mode) in default.into_iter().chain(channels) {
        match mode {
            SpiceChannelMode::Secure if certificates.is_none() => {
                let detail = if channel == "default" {
                    "spice defaultMode secure requested in XML configuration, but TLS connection is not available"
                } else {
                    "spice secure channels set in XML configuration, but TLS connection is not available"
                };
                return Err(unsupported(detail));
            }
            SpiceChannelMode::Secure => server = server.with("tls-channel", channel),
            SpiceChannelMode::Insecure => server = server.with("plaintext-channel", channel),
            SpiceChannelMode::Any => {}
        }
    }
    Ok(server)
}

fn unsupported(detail: &str) -> Error {
    Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail)
}
