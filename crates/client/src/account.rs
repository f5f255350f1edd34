//! Whose program this is, and where that user's settings are.

use std::path::PathBuf;

/// Whether it runs as root, for whom the system's files and daemon are the usual ones.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The folder of the user's own settings for libvirt's clients.
pub(crate) fn config_folder() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".config");
    let given = std::env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty());
    given.map_or_else(home, PathBuf::from).join("libvirt")
}

/// The user's home.
pub(crate) fn home() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").unwrap_or_default())
}
