//! Where the daemon keeps what: one value, so that any number of private daemons live side by side.

use std::path::{Path, PathBuf};

/// Whose daemon it is; decides the default places and the URI it answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The host's, run by root: `qemu:///system`.
    System,
    /// One user's own: `qemu:///session`.
    Session,
}

/// The directories and sockets of one daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Configuration and guest definitions; survives everything.
    pub etc: PathBuf,
    /// Sockets, status files, the lock; gone at the next boot of the host.
    pub run: PathBuf,
    /// What guests need while they run, their UEFI variables, managed saves.
    pub lib: PathBuf,
    /// What can be made anew.
    pub cache: PathBuf,
    /// Logs of the guests and of the daemon.
    pub log: PathBuf,
    /// The read-write socket's file name.
    socket: &'static str,
}

impl Paths {
    /// Everything below one directory: for tests, trials and benchmarks (`ferrovirtd --root`).
    pub fn under(root: &Path) -> Self {
        Self {
            etc: root.join("etc"),
            run: root.join("run"),
            lib: root.join("lib"),
            cache: root.join("cache"),
            log: root.join("log"),
            socket: "libvirt-sock",
        }
    }

    /// The partition of the control groups of a private daemon's guests.
    pub fn own_partition(&self) -> String {
        let root = self.run.parent().unwrap_or(&self.run).to_string_lossy();
        format!("/ferrovirt{}", root.replace('/', "-"))
    }

    /// The host's daemon.
    pub fn system() -> Self {
        Self {
            etc: "/etc/ferrovirt".into(),
            run: "/run/ferrovirt".into(),
            lib: "/var/lib/ferrovirt".into(),
            cache: "/var/cache/ferrovirt".into(),
            log: "/var/log/ferrovirt".into(),
            socket: "ferrovirt-sock",
        }
    }

    /// A user's own daemon, by the XDG directories (`home` and the XDG variables are given by the caller).
    pub fn session(home: &Path, runtime: Option<&Path>, config: Option<&Path>, cache: Option<&Path>) -> Self {
        let cache = cache.map_or_else(|| home.join(".cache"), Path::to_path_buf).join("ferrovirt");
        let config = config.map_or_else(|| home.join(".config"), Path::to_path_buf).join("ferrovirt");
        Self {
            run: runtime.map_or_else(|| cache.join("run"), |dir| dir.join("ferrovirt")),
            lib: config.join("lib"),
            log: cache.join("log"),
            etc: config,
            cache,
            socket: "ferrovirt-sock",
        }
    }

    /// The read-write socket.
    pub fn socket(&self) -> PathBuf {
        self.run.join(self.socket)
    }

    /// The read-only socket.
    pub fn socket_read_only(&self) -> PathBuf {
        self.run.join(format!("{}-ro", self.socket))
    }

    /// The lock that keeps a second daemon away.
    pub fn lock(&self) -> PathBuf {
        self.run.join("ferrovirtd.pid")
    }

    /// Which boot of the host guests were last started in automatically.
    pub fn autostarted(&self) -> PathBuf {
        self.run.join("autostarted")
    }

    /// The daemon's configuration file.
    pub fn config(&self) -> PathBuf {
        self.etc.join("ferrovirtd.toml")
    }

    /// The administrator's hook script: in `directory`, or where that is empty beside the configuration file.
    pub fn hook(&self, directory: &Path) -> PathBuf {
        let own = self.etc.join("hooks");
        if directory.as_os_str().is_empty() { own } else { directory.to_path_buf() }.join("qemu")
    }

    /// Stored definitions, one `NAME.xml` each.
    pub fn definitions(&self) -> PathBuf {
        self.etc.join("qemu")
    }

    /// Links to the definitions that start with the daemon.
    pub fn autostart(&self) -> PathBuf {
        self.definitions().join("autostart")
    }

    /// Status files of running guests.
    pub fn status(&self) -> PathBuf {
        self.run.join("qemu")
    }

    /// One directory for each running guest (monitor socket, secrets), and UEFI variables.
    pub fn guests(&self) -> PathBuf {
        self.lib.join("qemu")
    }

    /// Which findings somebody has taken upon them.
    pub fn acknowledgements(&self) -> PathBuf {
        self.lib.join("acknowledgements.json")
    }

    /// Logs of the guests, one `NAME.log` each.
    pub fn guest_logs(&self) -> PathBuf {
        self.log.join("qemu")
    }

    /// What was found for each guest at its starts, one `UUID.jsonl` each.
    pub fn history(&self) -> PathBuf {
        self.log.join("history")
    }

    /// What the administrator decided about findings.
    pub fn policy(&self) -> PathBuf {
        self.etc.join("policy.toml")
    }

    /// What is known of each emulator.
    pub fn capabilities(&self) -> PathBuf {
        self.cache.join("capabilities")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_root_holds_everything() {
        let paths = Paths::under(Path::new("/r"));
        assert_eq!(paths.socket(), Path::new("/r/run/libvirt-sock"));
        assert_eq!(paths.socket_read_only(), Path::new("/r/run/libvirt-sock-ro"));
        assert_eq!(paths.definitions(), Path::new("/r/etc/qemu"));
        assert_eq!(paths.guest_logs(), Path::new("/r/log/qemu"));
    }

    #[test]
    fn a_session_follows_the_xdg_directories() {
        let paths = Paths::session(Path::new("/home/u"), Some(Path::new("/run/user/7")), None, None);
        assert_eq!(paths.socket(), Path::new("/run/user/7/ferrovirt/ferrovirt-sock"));
        assert_eq!(paths.etc, Path::new("/home/u/.config/ferrovirt"));
        let bare = Paths::session(Path::new("/home/u"), None, None, None);
        assert_eq!(bare.run, Path::new("/home/u/.cache/ferrovirt/run"));
    }
}
