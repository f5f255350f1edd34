//! What can go wrong, and what to do about it.

use std::sync::Arc;
use std::time::Duration;

use errors::Code;
use wire::WireError;

use crate::{DaemonError, UriError};

/// The result of everything here.
pub type Result<T> = std::result::Result<T, ClientError>;

/// Why a connection could not be opened or a call was not answered.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ClientError {
    /// The daemon answered with an error.
    #[error(transparent)]
    Daemon(Box<DaemonError>),
    /// The daemon does not have this procedure: it is older, or its driver has no such thing.
    #[error("the daemon does not support {procedure}: {told}")]
    NotSupported {
        /// The public function, or the procedure's name.
        procedure: &'static str,
        /// What the daemon said.
        told: Box<DaemonError>,
    },
    /// The URI cannot be understood.
    #[error(transparent)]
    Uri(#[from] UriError),
    /// A file that belongs to the connection (settings, a certificate) cannot be read or understood.
    #[error("{path}: {why}")]
    File {
        /// Its path.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Nobody answers at that place.
    #[error("cannot connect to {place}: {why}")]
    Unreachable {
        /// A socket, or a host and port.
        place: String,
        /// The system's reason.
        why: String,
    },
    /// The encrypted connection could not be made.
    #[error("TLS with {host}: {why}")]
    Tls {
        /// The host.
        host: String,
        /// The reason.
        why: String,
    },
    /// Logging in failed, or no way to do so is shared.
    #[error("authentication failed: {why}")]
    Auth {
        /// The reason.
        why: String,
    },
    /// No answer in time. The daemon may still carry the call out.
    #[error("no answer to {what} within {} s", after.as_secs_f32())]
    Deadline {
        /// The call, or the step of opening a connection.
        what: &'static str,
        /// How long was waited.
        after: Duration,
    },
    /// The connection has ended.
    #[error("the connection has ended: {0}")]
    Closed(Arc<str>),
    /// The peer does not keep to the protocol. The connection has ended.
    #[error("the peer breaks the protocol: {0}")]
    Protocol(Arc<str>),
    /// The procedure passes file descriptors, which this client does not; nothing was sent.
    #[error("{procedure} passes file descriptors, which this client cannot")]
    Descriptors {
        /// The public function, or the procedure's name.
        procedure: &'static str,
    },
    /// The arguments break one of the protocol's bounds; nothing was sent.
    #[error("cannot send {procedure}: {why}")]
    Arguments {
        /// The procedure's name.
        procedure: &'static str,
        /// Which bound.
        why: WireError,
    },
}

impl From<DaemonError> for ClientError {
    fn from(told: DaemonError) -> Self {
        Self::Daemon(Box::new(told))
    }
}

impl ClientError {
    /// libvirt's code, when the daemon sent one that has a name here.
    pub fn code(&self) -> Option<Code> {
        self.told().and_then(DaemonError::known_code)
    }

    /// What the daemon said, when it was the daemon that refused.
    pub fn told(&self) -> Option<&DaemonError> {
        match self {
            Self::Daemon(told) | Self::NotSupported { told, .. } => Some(told),
            _ => None,
        }
    }

    /// Whether the daemon does not offer what was asked for, which is no fault of the call.
    pub fn is_not_supported(&self) -> bool {
        match self {
            Self::NotSupported { .. } => true,
            Self::Daemon(told) => {
                matches!(told.known_code(), Some(Code::NoSupport | Code::ArgumentUnsupported))
            }
            _ => false,
        }
    }

    /// Whether the connection is of no use any more.
    pub fn is_fatal(&self) -> bool {
        !matches!(
            self,
            Self::Daemon(_)
                | Self::NotSupported { .. }
                | Self::Deadline { .. }
                | Self::Descriptors { .. }
                | Self::Arguments { .. }
        )
    }

    /// What somebody could do about it.
    pub fn advice(&self) -> Option<String> {
        Some(match self {
            Self::Unreachable { place, .. } if place.starts_with('/') => format!(
                "see whether the daemon runs (`systemctl status libvirtd virtqemud ferrovirtd`), whether you may \
                 open {place}, and name the daemon with --connect URI otherwise"
            ),
            Self::Unreachable { place, .. } => {
                format!("see whether a daemon listens at {place} and no firewall is between")
            }
            Self::Tls { .. } => "see that CA, client certificate and key are where libvirt looks for them \
                 (/etc/pki/CA/cacert.pem, /etc/pki/libvirt/clientcert.pem, or ?pkipath=DIR)"
                .into(),
            Self::Auth { .. } => {
                "see that your account may manage guests (group libvirt, a polkit rule), or give \
                 credentials in auth.conf"
                    .into()
            }
            Self::Deadline { .. } => {
                "the daemon or the way to it hangs: ask again with a longer --deadline, or \
                 look at the daemon's log"
                    .into()
            }
            Self::Uri(_) => "URIs look like qemu:///system or qemu+ssh://user@host/system".into(),
            Self::Daemon(_)
            | Self::NotSupported { .. }
            | Self::File { .. }
            | Self::Closed(_)
            | Self::Protocol(_)
            | Self::Descriptors { .. }
            | Self::Arguments { .. } => return None,
        })
    }
}
