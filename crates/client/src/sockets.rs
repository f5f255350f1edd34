//! Which unix socket a URI means, as libvirt's own clients find it: the modular daemon's when it is there, else
//! `libvirtd`'s.

use std::path::{Path, PathBuf};

use crate::driver::modular_daemon;
use crate::{Uri, UriError};

/// Which daemon is meant (`mode=`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaemonMode {
    /// Whichever is there.
    Auto,
    /// The driver's own: `virtqemud`.
    Direct,
    /// `libvirtd`.
    Legacy,
}

impl DaemonMode {
    /// The mode that a URI asks for.
    ///
    /// # Errors
    /// When there is no such mode.
    pub fn of(uri: &Uri) -> Result<Self, UriError> {
        match uri.parameter("mode") {
            None | Some("auto") => Ok(Self::Auto),
            Some("direct") => Ok(Self::Direct),
            Some("legacy") => Ok(Self::Legacy),
            Some(other) => Err(UriError {
                uri: uri.to_string(),
                why: format!("its mode '{other}' is none of auto, direct, legacy"),
            }),
        }
    }
}

/// The sockets that a URI may mean, in the order in which they are looked for; the first that exists counts, the
/// last one is tried all the same. `runtime` is the user's `XDG_RUNTIME_DIR` (or what stands in for it).
///
/// # Errors
/// When the URI's mode is none, or asks for a daemon that its driver does not have.
pub fn socket_candidates(uri: &Uri, read_only: bool, runtime: &Path) -> Result<Vec<PathBuf>, UriError> {
    if let Some(socket) = uri.parameter("socket") {
        return Ok(vec![socket.into()]);
    }
    let folder = if uri.is_session() { runtime.join("libvirt") } else { PathBuf::from("/run/libvirt") };
    // A user's own daemon has one socket for both.
    let suffix = if read_only && !uri.is_session() { "-ro" } else { "" };
    let socket = |daemon: &str| folder.join(format!("{daemon}-sock{suffix}"));
    let direct = modular_daemon(&uri.driver).map(socket);
    let legacy = socket("libvirt");
    Ok(match (DaemonMode::of(uri)?, direct) {
        (DaemonMode::Auto, Some(direct)) => vec![direct, legacy],
        (DaemonMode::Auto, None) | (DaemonMode::Legacy, _) => vec![legacy],
        (DaemonMode::Direct, Some(direct)) => vec![direct],
        (DaemonMode::Direct, None) => {
            let why = format!("the driver '{}' has no daemon of its own", uri.driver);
            return Err(UriError { uri: uri.to_string(), why });
        }
    })
}

/// Where a user's sockets are when nothing names a folder: `$XDG_RUNTIME_DIR`, else below the home.
pub(crate) fn runtime_folder() -> PathBuf {
    match std::env::var_os("XDG_RUNTIME_DIR") {
        Some(folder) if !folder.is_empty() => folder.into(),
        _ => PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_modular_daemon_comes_first() {
        for (uri, read_only, expected) in [
            ("qemu:///system", false, &["/run/libvirt/virtqemud-sock", "/run/libvirt/libvirt-sock"][..]),
            ("qemu:///system", true, &["/run/libvirt/virtqemud-sock-ro", "/run/libvirt/libvirt-sock-ro"]),
            ("qemu:///session", true, &["/u/libvirt/virtqemud-sock", "/u/libvirt/libvirt-sock"]),
            ("qemu:///system?mode=legacy", false, &["/run/libvirt/libvirt-sock"]),
            ("qemu:///system?mode=direct", false, &["/run/libvirt/virtqemud-sock"]),
            ("test:///default", false, &["/run/libvirt/libvirt-sock"]),
            ("qemu:///system?socket=/s&mode=direct", true, &["/s"]),
        ] {
            let found = socket_candidates(&Uri::parse(uri).unwrap(), read_only, Path::new("/u")).unwrap();
            let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(found, expected, "{uri}");
        }
        for refused in ["qemu:///system?mode=odd", "test:///default?mode=direct"] {
            assert!(socket_candidates(&Uri::parse(refused).unwrap(), false, Path::new("/u")).is_err());
        }
    }
}
