//! `-vnc`, `-spice` and `-display`.

use errors::Result;
use model::device::graphics::{Graphics, GraphicsKind, Listen, SharePolicy, Spice, Vnc};

use crate::build::Build;
use crate::device::audio::args::id as audio_id;
use crate::option::Pairs;

/// The port of VNC display 0.
const FIRST_VNC_PORT: i32 = 5900;

/// Writes the displays.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for graphics in &build.guest.devices.graphics {
        match &graphics.kind {
            GraphicsKind::Vnc(vnc) => self::vnc(build, graphics, vnc),
            GraphicsKind::Spice(spice) => self::spice(build, graphics, spice),
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
                build.option("-display", display);
            }
            GraphicsKind::Dbus(dbus) => {
                let mut display = Pairs::new("dbus");
                if dbus.p2p == Some(true) {
                    display = display.with("p2p", "on");
                } else {
                    display = display.maybe("addr", dbus.address.as_deref());
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

fn vnc(build: &mut Build<'_>, graphics: &Graphics, vnc: &Vnc) {
    let mut display = match graphics.listens.first() {
        Some(Listen::Socket { path, .. }) => {
            Pairs::headless().with("vnc", format!("unix:{}", path.as_deref().unwrap_or_default()))
        }
        Some(Listen::None) => Pairs::new("none"),
        Some(listen @ (Listen::Address { .. } | Listen::Network { .. })) => {
            let address = host(listen_address(build, listen));
            Pairs::new(format!("{address}:{}", vnc.port.unwrap_or(FIRST_VNC_PORT) - FIRST_VNC_PORT))
        }
        None => Pairs::new(format!(":{}", vnc.port.unwrap_or(FIRST_VNC_PORT) - FIRST_VNC_PORT)),
    };
    if let Some(websocket) = vnc.websocket {
        display = if websocket == -1 {
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
    if vnc.auth.password.is_some() {
        display = display.with("password", "on");
    }
    if let Some(on) = vnc.power_control {
        display = display.switch("power-control", on);
    }
    let audio = vnc.audio.or_else(|| build.guest.devices.audios.first().map(|audio| audio.id));
    display = display.maybe("audiodev", audio.map(audio_id));
    build.option("-vnc", display);
    if let Some(keymap) = &vnc.keymap {
        build.option("-k", keymap.as_str());
    }
}

fn spice(build: &mut Build<'_>, graphics: &Graphics, spice: &Spice) {
    let positive = |port: Option<i32>| port.filter(|port| *port > 0);
    let mut server = match graphics.listens.first() {
        Some(Listen::Socket { path, .. }) => {
            Pairs::headless().with("unix", "on").with("addr", path.as_deref().unwrap_or_default())
        }
        Some(Listen::None) => Pairs::headless().with("port", "0"),
        Some(Listen::Address { address } | Listen::Network { address, .. }) => Pairs::headless()
            .maybe("port", positive(spice.port).map(|port| port.to_string()))
            .maybe("tls-port", positive(spice.tls_port).map(|port| port.to_string()))
            .maybe("addr", address.as_deref()),
        None => Pairs::headless().maybe("port", positive(spice.port).map(|port| port.to_string())),
    };
    if spice.mouse == Some(model::device::chardev::MouseMode::Server) {
        server = server.with("agent-mouse", "off");
    }
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
}
