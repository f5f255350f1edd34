//! The result: what to run, with which environment, and what has to be there before.

/// How to start one guest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The emulator's path.
    pub program: String,
    /// The arguments after the program's name, in libvirt's order.
    pub args: Vec<String>,
    /// The whole environment: nothing of the daemon's own is inherited.
    pub env: Vec<(String, String)>,
    /// What the caller opens and passes to the process under the number given, in the order of use.
    pub descriptors: Vec<Descriptor>,
}

/// A file descriptor that QEMU inherits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descriptor {
    /// The number that the command line calls it by.
    pub fd: i32,
    /// What it is to be opened on.
    pub target: DescriptorTarget,
}

/// What a descriptor is opened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DescriptorTarget {
    /// QEMU's own monitor: a listening unix socket at this path.
    Monitor(String),
    /// A listening unix socket of a character device at this path.
    Listener(String),
    /// A file that a character device writes to; `append` keeps what is in it.
    CharacterFile {
        /// The file's path.
        path: String,
        /// Whether what is in the file stays.
        append: bool,
    },
    /// A log file of a character device; `append` keeps what is in it.
    CharacterLog {
        /// The file's path.
        path: String,
        /// Whether what is in the file stays.
        append: bool,
    },
}
