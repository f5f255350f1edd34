//! The daemon's configuration file, `ferrovirtd.toml`: read once, checked before it is taken.

use std::path::{Path, PathBuf};

use errors::{Code, Domain, Error, Result};
use serde::Deserialize;
use vm::ImageFormat;

/// All settings, with a safe default for each.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The user that QEMU runs as when the daemon is root. Empty: the first of `ferrovirt-qemu` and
    /// `libvirt-qemu` that exists.
    pub qemu_user: String,
    /// The group that QEMU runs as. Empty: the user's own.
    pub qemu_group: String,
    /// The user that TPM emulators run as when the daemon is root. Empty: `tss` where it exists, else QEMU's.
    pub swtpm_user: String,
    /// Whether the guest's files are given to that user while the guest runs.
    pub dynamic_ownership: bool,
    /// The emulator for each architecture, where it is not `qemu-system-ARCH` on the path.
    pub emulators: std::collections::BTreeMap<String, PathBuf>,
    /// Where firmware is described; files of a later directory hide those of the same name of an earlier one.
    pub firmware_directories: Vec<PathBuf>,
    /// Where libvirt's schemas are, against which clients may have definitions checked (`virsh define --validate`).
    pub schema_directory: PathBuf,
    /// Where the administrator's hook scripts are; empty: `hooks` beside this file.
    pub hook_directory: PathBuf,
    /// Where displays listen that do not say.
    pub vnc_listen: String,
    /// First and last TCP port for displays.
    pub display_ports: (u16, u16),
    /// Where the control groups of guests are whose definition does not say: a path below the roots of the host's;
    /// empty: `/machine`, or for a private daemon one of its own; `none`: guests have no control groups.
    pub machine_partition: String,
    /// The address space of QEMU's seccomp sandbox: on, or off for debugging.
    pub seccomp_sandbox: bool,
    /// Capabilities of QEMU to be left out, by libvirt's name (taints every guest).
    pub capability_filters: Vec<String>,
    /// Whether clients of libvirt are told, as messages of guests that do not run, what their next start would find.
    pub forecast_messages: bool,
    /// How many of the latest changes of findings are kept for those who follow them and are slow, or come later.
    pub kept_finding_changes: usize,
    /// What QEMU does when it is asked for something that will go, where a definition does not say.
    pub deprecation_behavior: DeprecationBehavior,
    /// How long it is kept what was found at a guest's starts, in days; 0: it is not written.
    pub history_days: u32,
    /// How a saved guest's state lies in its file, where a client does not say: `raw`, the program that compresses
    /// it, or `sparse`.
    pub save_image_format: String,
    /// The same of core dumps that hold all of a guest's state; not `sparse`.
    pub dump_image_format: String,
    /// How long a command may take that QEMU has to answer, in ms.
    pub monitor_timeout_ms: u64,
    /// How long a question may take that can also be answered without QEMU, in ms.
    pub query_timeout_ms: u64,
    /// Who may connect, and how many.
    pub sockets: Sockets,
}

/// What QEMU does when it is asked for something that will go (its option `-compat`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeprecationBehavior {
    /// It does what it is asked for.
    #[default]
    None,
    /// It does not tell what is deprecated.
    Omit,
    /// It refuses what is deprecated, too.
    Reject,
    /// It ends when it is asked for what is deprecated: for tests.
    Crash,
}

impl DeprecationBehavior {
    /// As a definition's `<qemu:deprecation>` has it.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Omit => Some("omit"),
            Self::Reject => Some("reject"),
            Self::Crash => Some("crash"),
        }
    }
}

/// The sockets and their limits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sockets {
    /// Group that owns both sockets; empty: the daemon's.
    pub group: String,
    /// Mode of the read-write socket, octal. Whoever can write to it has the daemon's power over the host.
    pub mode: String,
    /// Mode of the read-only socket, octal. Whoever can write to it can read every definition without its passwords.
    pub mode_read_only: String,
    /// Also listen where libvirt's own clients look (`/run/libvirt/libvirt-sock`), for hosts without libvirtd.
    pub libvirt_names: bool,
    /// Opened connections at once.
    pub max_clients: usize,
    /// Connections that have not opened yet, at once; the oldest has to go for the next.
    pub max_unopened: usize,
    /// How long a connection may take to open, in ms.
    pub handshake_timeout_ms: u64,
    /// Unanswered calls of one client at once; the rest waits in its socket.
    pub max_client_requests: usize,
    /// Silence after which a client is pinged, in s; -1 never.
    pub keepalive_interval_s: i32,
    /// Unanswered pings after which a client is cut off.
    pub keepalive_count: u32,
    /// Events kept for a client that does not read; one more and it is cut off.
    pub max_pending_events: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            qemu_user: String::new(),
            qemu_group: String::new(),
            swtpm_user: String::new(),
            dynamic_ownership: true,
            emulators: Default::default(),
            firmware_directories: vec!["/usr/share/qemu/firmware".into(), "/etc/qemu/firmware".into()],
            schema_directory: "/usr/share/libvirt/schemas".into(),
            hook_directory: PathBuf::new(),
            vnc_listen: "127.0.0.1".into(),
            display_ports: (5900, 65535),
            machine_partition: String::new(),
            seccomp_sandbox: true,
            capability_filters: Vec::new(),
            forecast_messages: true,
            kept_finding_changes: 16_384,
            deprecation_behavior: DeprecationBehavior::None,
            history_days: 1100,
            save_image_format: "raw".into(),
            dump_image_format: "raw".into(),
            monitor_timeout_ms: 30_000,
            query_timeout_ms: 500,
            sockets: Sockets::default(),
        }
    }
}

impl Default for Sockets {
    fn default() -> Self {
        Self {
            group: String::new(),
            mode: "0700".into(),
            mode_read_only: "0777".into(),
            libvirt_names: false,
            max_clients: 5000,
            max_unopened: 512,
            handshake_timeout_ms: 10_000,
            max_client_requests: 16,
            keepalive_interval_s: 5,
            keepalive_count: 5,
            max_pending_events: 4096,
        }
    }
}

impl Config {
    /// Reads `path`; a file that is not there means the defaults.
    ///
    /// # Errors
    /// What is wrong, with line and column, in libvirt's form of a configuration error.
    pub fn load(path: &Path) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text).map_err(|why| {
                Error::new(Code::ConfSyntax, Domain::Conf, format!("{}: {why}", path.display()))
            }),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(Error::io(Domain::Conf, &e, format_args!("cannot read {}", path.display()))),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        config.sockets.mode()?;
        config.sockets.mode_read_only()?;
        if !matches!(config.machine_partition.as_str(), "" | "none")
            && !config.machine_partition.starts_with('/')
        {
            return Err("machine_partition wants a path that begins with \"/\", or \"none\"".into());
        }
        config.save_format()?;
        config.dump_format()?;
        if config.display_ports.0 > config.display_ports.1 || config.display_ports.0 < 5900 {
            return Err(
                "display_ports wants a first port from 5900 on and a last one that is not below it".into()
            );
        }
        Ok(config)
    }

    /// The form of saved guests.
    ///
    /// # Errors
    /// For a name that no form has.
    pub fn save_format(&self) -> Result<ImageFormat, String> {
        let word = &self.save_image_format;
        ImageFormat::from_word(word).ok_or_else(|| format!("save_image_format \"{word}\" is unknown"))
    }

    /// The form of core dumps.
    ///
    /// # Errors
    /// For a name that no such form has.
    pub fn dump_format(&self) -> Result<ImageFormat, String> {
        let word = &self.dump_image_format;
        let format = ImageFormat::from_word(word).filter(|format| *format != ImageFormat::Sparse);
        format.ok_or_else(|| format!("dump_image_format \"{word}\" is unknown"))
    }
}

impl Sockets {
    /// The read-write socket's mode bits.
    pub fn mode(&self) -> Result<u32, String> {
        octal("sockets.mode", &self.mode)
    }

    /// The read-only socket's mode bits.
    pub fn mode_read_only(&self) -> Result<u32, String> {
        octal("sockets.mode_read_only", &self.mode_read_only)
    }
}

fn octal(key: &str, text: &str) -> Result<u32, String> {
    u32::from_str_radix(text, 8)
        .ok()
        .filter(|mode| *mode <= 0o777)
        .ok_or_else(|| format!("{key} wants an octal mode such as \"0660\", not \"{text}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_defaults_and_the_defaults_are_safe() {
        let config = Config::parse("").unwrap();
        assert_eq!(config, Config::default());
        assert_eq!(config.sockets.mode(), Ok(0o700));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let why = Config::parse("qemu_user = 'x'\nqemu_usr = 'y'\n").unwrap_err();
        assert!(why.contains("line 2") && why.contains("qemu_usr"), "{why}");
        let why = Config::parse("[sockets]\nmode = '9'\n").unwrap_err();
        assert!(why.contains("sockets.mode"), "{why}");
        assert!(Config::parse("display_ports = [6000, 5900]").is_err());
        assert!(Config::parse("machine_partition = 'guests'").is_err());
        assert!(Config::parse("machine_partition = '/guests'").is_ok());
    }
}
