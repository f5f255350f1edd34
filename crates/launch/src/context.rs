//! All that a command line holds which is neither in the definition nor in the emulator: paths,
//! descriptor numbers, environment. The daemon fills it, a test writes it by hand.

/// The surroundings of one start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaunchContext {
    /// The directory for the guest's own small files, without a slash at the end.
    pub domain_dir: String,
    /// The directory for memory that is backed by files, without a slash at the end.
    pub memory_dir: String,
    /// Where the monitor's socket is.
    pub monitor_socket: String,
    /// The file with the key that protects secrets on their way to QEMU; without one no secrets can be given.
    pub master_key: Option<String>,
    /// Under which numbers QEMU inherits what is opened for it.
    pub descriptors: DescriptorNumbers,
    /// Those block devices of the definition that are CD drives of the host.
    pub cdrom_drives: Vec<String>,
    /// The system call filter is on.
    pub sandbox: bool,
    /// Memory of the guest appears in core dumps of QEMU when the definition does not say.
    pub dump_guest_core: bool,
    /// What QEMU does when it is asked for something that will go, where the definition does not say
    /// (`deprecation_behavior` of the daemon's configuration: `omit`, `reject`, `crash`).
    pub deprecation_behavior: Option<String>,
    /// Messages in the log carry the time.
    pub timestamps: bool,
    /// QEMU waits for state to come in: its address, such as `defer`.
    pub incoming: Option<String>,
    /// The environment that every guest gets, in order.
    pub env: Vec<(String, String)>,
    /// Seconds since 1970 now, for clocks that count from a given moment.
    pub now: i64,
    /// Seconds that the host's local time is ahead of UTC.
    pub utc_offset: i64,
}

impl LaunchContext {
    /// The environment that libvirt gives every guest: nothing of the daemon's own but its path and
    /// names, everything that QEMU's libraries store below the guest's directory.
    pub fn environment(path: &str, user: &str, domain_dir: &str) -> Vec<(String, String)> {
        [
            ("LC_ALL", "C".to_owned()),
            ("PATH", path.to_owned()),
            ("HOME", domain_dir.to_owned()),
            ("USER", user.to_owned()),
            ("LOGNAME", user.to_owned()),
            ("XDG_DATA_HOME", format!("{domain_dir}/.local/share")),
            ("XDG_CACHE_HOME", format!("{domain_dir}/.cache")),
            ("XDG_CONFIG_HOME", format!("{domain_dir}/.config")),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
}

/// How descriptors get their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DescriptorNumbers {
    /// One after the other.
    Sequential {
        /// The first one; 3 or more.
        first: i32,
    },
    /// The same number for all of a kind: a command line that is only looked at.
    ByKind {
        /// Listening sockets, the monitor's included.
        listener: i32,
        /// Files that character devices write to.
        file: i32,
        /// Log files of character devices.
        log: i32,
    },
    /// None at all: a command line that somebody can start by hand, which opens everything by its path.
    ByPath,
}
