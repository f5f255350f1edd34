//! What `<graphics>` says.

use crate::device::chardev::MouseMode;

/// A way to see the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graphics {
    /// Which, and what it has.
    pub kind: GraphicsKind,
    /// Where it listens.
    pub listens: Vec<Listen>,
}

/// A way to see the guest, and what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphicsKind {
    /// A window on the host.
    Sdl(Sdl),
    /// VNC.
    Vnc(Box<Vnc>),
    /// RDP.
    Rdp(Rdp),
    /// A window of the host's desktop.
    Desktop {
        /// The display.
        display: Option<String>,
        /// Whether it fills the screen.
        fullscreen: Option<bool>,
    },
    /// SPICE.
    Spice(Box<Spice>),
    /// OpenGL without a window.
    EglHeadless {
        /// The host's render node.
        rendernode: Option<String>,
    },
    /// D-Bus.
    Dbus(Dbus),
}

xml::words! {
    /// A way to see the guest.
    pub enum GraphicsType {
        Sdl = "sdl", Vnc = "vnc", Rdp = "rdp", Desktop = "desktop", Spice = "spice",
        EglHeadless = "egl-headless", Dbus = "dbus",
    }

    /// What becomes of other clients when one connects.
    pub enum SharePolicy {
        AllowExclusive = "allow-exclusive", ForceShared = "force-shared", Ignore = "ignore",
    }

    /// What becomes of other clients when a password changes.
    pub enum ConnectedAction { Fail = "fail", Disconnect = "disconnect", Keep = "keep" }

    /// A channel of SPICE.
    pub enum SpiceChannelName {
        Main = "main", Display = "display", Inputs = "inputs", Cursor = "cursor", Playback = "playback",
        Record = "record", Smartcard = "smartcard", UsbRedir = "usbredir",
    }

    /// How a SPICE channel is secured.
    pub enum SpiceChannelMode { Any = "any", Secure = "secure", Insecure = "insecure" }

    /// How SPICE compresses images.
    pub enum SpiceImageCompression {
        AutoGlz = "auto_glz", AutoLz = "auto_lz", Quic = "quic", Glz = "glz", Lz = "lz", Off = "off",
    }

    /// When SPICE compresses.
    pub enum SpiceCompression { Auto = "auto", Never = "never", Always = "always" }

    /// What SPICE streams.
    pub enum SpiceStreaming { Filter = "filter", All = "all", Off = "off" }

    /// A kind of listener.
    pub enum ListenType { None = "none", Address = "address", Network = "network", Socket = "socket" }
}

/// Where a display listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// Nowhere.
    None,
    /// On an address.
    Address {
        /// The address; `None` for the host's own choice.
        address: Option<String>,
    },
    /// On the address of a virtual network.
    Network {
        /// The network.
        network: Option<String>,
        /// Its address; live only.
        address: Option<String>,
    },
    /// On a unix socket.
    Socket {
        /// Its path; `None` to have one made up.
        path: Option<String>,
        /// Whether the path was made up; live only.
        auto_generated: bool,
    },
}

/// A password and how long it lasts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphicsAuth {
    /// The password; shown only on request.
    pub password: Option<String>,
    /// Until when it is valid, as definitions write it (`2010-04-09T15:51:00`, UTC).
    pub valid_to: Option<String>,
    /// What becomes of other clients when it changes.
    pub connected: Option<ConnectedAction>,
}

/// A window on the host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sdl {
    /// The display.
    pub display: Option<String>,
    /// The authority file.
    pub xauth: Option<String>,
    /// Whether it fills the screen.
    pub fullscreen: Option<bool>,
    /// Whether OpenGL is used.
    pub gl: Option<bool>,
}

/// VNC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vnc {
    /// The port; -1 (or `None`) to have one chosen. Chosen ports are live only.
    pub port: Option<i32>,
    /// Whether the port is chosen at start.
    pub autoport: Option<bool>,
    /// The web socket's port; -1 to have one chosen.
    pub websocket: Option<i32>,
    /// Whether the web socket's port was chosen; live only.
    pub websocket_generated: bool,
    /// The keyboard layout.
    pub keymap: Option<String>,
    /// What becomes of other clients when one connects.
    pub share_policy: Option<SharePolicy>,
    /// The password.
    pub auth: GraphicsAuth,
    /// Whether clients may wake the guest up and power it down.
    pub power_control: Option<bool>,
    /// The id of the sound that goes with it.
    pub audio: Option<u32>,
}

/// RDP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rdp {
    /// The port; -1 or 0 to have one chosen.
    pub port: Option<i32>,
    /// Whether the port is chosen at start.
    pub autoport: Option<bool>,
    /// Whether a new client replaces the old one.
    pub replace_user: Option<bool>,
    /// Whether several clients may connect.
    pub multi_user: Option<bool>,
    /// The user's name.
    pub username: Option<String>,
    /// The password; shown only on request.
    pub password: Option<String>,
}

/// SPICE.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spice {
    /// The port; -1 to have one chosen. Chosen ports are live only.
    pub port: Option<i32>,
    /// The encrypted port; -1 to have one chosen.
    pub tls_port: Option<i32>,
    /// Whether ports are chosen at start.
    pub autoport: Option<bool>,
    /// The keyboard layout.
    pub keymap: Option<String>,
    /// How channels are secured that are not listed.
    pub default_mode: Option<SpiceChannelMode>,
    /// The password.
    pub auth: GraphicsAuth,
    /// How single channels are secured.
    pub channels: Vec<(SpiceChannelName, SpiceChannelMode)>,
    /// How images are compressed.
    pub image: Option<SpiceImageCompression>,
    /// When JPEG is used.
    pub jpeg: Option<SpiceCompression>,
    /// When zlib is used.
    pub zlib: Option<SpiceCompression>,
    /// Whether sound is compressed.
    pub playback: Option<bool>,
    /// What is streamed.
    pub streaming: Option<SpiceStreaming>,
    /// Who moves the mouse.
    pub mouse: Option<MouseMode>,
    /// Whether copy and paste works.
    pub copy_paste: Option<bool>,
    /// Whether files can be dragged into the guest.
    pub file_transfer: Option<bool>,
    /// Whether OpenGL is used.
    pub gl: Option<bool>,
    /// The host's render node.
    pub rendernode: Option<String>,
}

/// D-Bus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dbus {
    /// Whether clients connect to QEMU itself.
    pub p2p: Option<bool>,
    /// The bus's address.
    pub address: Option<String>,
    /// Whether the address comes from the daemon's own bus; live only.
    pub from_config: bool,
    /// Whether OpenGL is used.
    pub gl: Option<bool>,
    /// The host's render node.
    pub rendernode: Option<String>,
    /// The id of the sound that goes with it.
    pub audio: Option<u32>,
}

impl GraphicsKind {
    /// Which way it is.
    pub const fn kind(&self) -> GraphicsType {
        match self {
            Self::Sdl(_) => GraphicsType::Sdl,
            Self::Vnc(_) => GraphicsType::Vnc,
            Self::Rdp(_) => GraphicsType::Rdp,
            Self::Desktop { .. } => GraphicsType::Desktop,
            Self::Spice(_) => GraphicsType::Spice,
            Self::EglHeadless { .. } => GraphicsType::EglHeadless,
            Self::Dbus(_) => GraphicsType::Dbus,
        }
    }
}
