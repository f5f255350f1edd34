//! The host side of character devices.

use crate::security::DeviceSecLabel;

/// The host side of a character device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharSource {
    /// What it is connected to.
    pub backend: CharBackend,
    /// Where its output is logged as well.
    pub log: Option<CharLog>,
    /// Labels of what it is connected to.
    pub seclabels: Vec<DeviceSecLabel>,
}

/// What a character device is connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CharBackend {
    /// Nothing.
    Null,
    /// A virtual console of QEMU's window.
    Vc,
    /// A pseudo terminal.
    Pty {
        /// Its path; live only.
        path: Option<String>,
    },
    /// A host device.
    Dev {
        /// Its path.
        path: Option<String>,
    },
    /// A file that output is written to.
    File {
        /// Its path.
        path: Option<String>,
        /// Whether it keeps what is in it.
        append: Option<bool>,
    },
    /// A named pipe.
    Pipe {
        /// Its path, without `.in` and `.out`.
        path: Option<String>,
    },
    /// QEMU's own standard input and output.
    Stdio,
    /// UDP packets.
    Udp(UdpEndpoints),
    /// A TCP connection.
    Tcp(TcpEndpoint),
    /// A unix socket.
    Unix(UnixEndpoint),
    /// A SPICE client's virtual machine channel.
    SpiceVmc,
    /// A named channel of a SPICE client.
    SpicePort {
        /// The channel's name.
        channel: Option<String>,
    },
    /// A pair of null modem devices (bhyve).
    Nmdm {
        /// The guest's end.
        master: Option<String>,
        /// The other end.
        slave: Option<String>,
    },
    /// QEMU's own agent for copy and paste.
    QemuVdagent {
        /// Whether copy and paste works.
        clipboard: Option<bool>,
        /// Who moves the mouse.
        mouse: Option<MouseMode>,
    },
    /// A channel of the D-Bus display.
    Dbus {
        /// The channel's name.
        channel: Option<String>,
    },
}

xml::words! {
    /// A kind of character device backend.
    pub enum CharType {
        Null = "null", Vc = "vc", Pty = "pty", Dev = "dev", File = "file", Pipe = "pipe", Stdio = "stdio",
        Udp = "udp", Tcp = "tcp", Unix = "unix", SpiceVmc = "spicevmc", SpicePort = "spiceport",
        Nmdm = "nmdm", QemuVdagent = "qemu-vdagent", Dbus = "dbus",
    }

    /// What is spoken over a TCP connection.
    pub enum TcpProtocol { Raw = "raw", Telnet = "telnet", Telnets = "telnets", Tls = "tls" }

    /// Who opens a connection.
    pub enum SocketMode { Connect = "connect", Bind = "bind" }

    /// Who moves the mouse.
    pub enum MouseMode { Client = "client", Server = "server" }
}

/// Where output is logged as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharLog {
    /// The file.
    pub file: String,
    /// Whether it keeps what is in it.
    pub append: Option<bool>,
}

/// Both ends of an exchange of UDP packets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UdpEndpoints {
    /// The host that packets are sent to.
    pub connect_host: Option<String>,
    /// The port that packets are sent to.
    pub connect_service: Option<String>,
    /// The address that packets are received on.
    pub bind_host: Option<String>,
    /// The port that packets are received on.
    pub bind_service: Option<String>,
}

/// One end of a TCP connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TcpEndpoint {
    /// Who opens it; `None` when not given (connect).
    pub mode: Option<SocketMode>,
    /// The host.
    pub host: Option<String>,
    /// The port.
    pub service: Option<String>,
    /// Whether it is encrypted.
    pub tls: Option<bool>,
    /// Whether `tls` comes from the host's configuration; live only.
    pub tls_from_config: bool,
    /// What is spoken.
    pub protocol: Option<TcpProtocol>,
    /// Whether a lost connection is opened again.
    pub reconnect: Option<Reconnect>,
}

/// One end of a unix socket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnixEndpoint {
    /// Who opens it; `None` when not given (connect).
    pub mode: Option<SocketMode>,
    /// The socket; `None` when it is to be made up.
    pub path: Option<String>,
    /// Whether a lost connection is opened again.
    pub reconnect: Option<Reconnect>,
}

/// Whether and when a lost connection is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reconnect {
    /// Whether.
    pub enabled: bool,
    /// After how many seconds.
    pub timeout: Option<u32>,
}

impl CharBackend {
    /// Its kind.
    pub const fn kind(&self) -> CharType {
        match self {
            Self::Null => CharType::Null,
            Self::Vc => CharType::Vc,
            Self::Pty { .. } => CharType::Pty,
            Self::Dev { .. } => CharType::Dev,
            Self::File { .. } => CharType::File,
            Self::Pipe { .. } => CharType::Pipe,
            Self::Stdio => CharType::Stdio,
            Self::Udp(_) => CharType::Udp,
            Self::Tcp(_) => CharType::Tcp,
            Self::Unix(_) => CharType::Unix,
            Self::SpiceVmc => CharType::SpiceVmc,
            Self::SpicePort { .. } => CharType::SpicePort,
            Self::Nmdm { .. } => CharType::Nmdm,
            Self::QemuVdagent { .. } => CharType::QemuVdagent,
            Self::Dbus { .. } => CharType::Dbus,
        }
    }
}

impl CharSource {
    /// A source without a log and without labels.
    pub const fn new(backend: CharBackend) -> Self {
        Self { backend, log: None, seclabels: Vec::new() }
    }

    /// The path of the terminal, device, file, pipe or socket, if the backend has one.
    pub fn path(&self) -> Option<&str> {
        match &self.backend {
            CharBackend::Pty { path }
            | CharBackend::Dev { path }
            | CharBackend::File { path, .. }
            | CharBackend::Pipe { path }
            | CharBackend::Unix(UnixEndpoint { path, .. }) => path.as_deref(),
            _ => None,
        }
    }
}
