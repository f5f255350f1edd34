//! What `<filesystem>` says.

use crate::device::info::{DeviceInfo, VirtioModel, VirtioOptions};
use crate::domain::IdMaps;

/// A directory of the host that the guest can mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filesystem {
    /// What is shared.
    pub source: FilesystemSource,
    /// Whose permissions count.
    pub access_mode: Option<AccessMode>,
    /// The mode of new files.
    pub fmode: Option<u32>,
    /// The mode of new directories.
    pub dmode: Option<u32>,
    /// What happens when devices of several file systems are met.
    pub multidevs: Option<MultiDevs>,
    /// Which virtio it speaks.
    pub model: Option<VirtioModel>,
    /// How it is driven.
    pub driver: FilesystemDriver,
    /// The program that serves it (virtiofs).
    pub binary: FilesystemBinary,
    /// User and group id maps (virtiofs).
    pub idmap: Option<IdMaps>,
    /// The name that the guest mounts.
    pub target: Option<String>,
    /// The guest cannot write.
    pub readonly: bool,
    /// Most that it may take, in bytes.
    pub space_hard_limit: Option<u64>,
    /// What it may take for some time, in bytes.
    pub space_soft_limit: Option<u64>,
    /// Alias, boot order, address ...
    pub info: DeviceInfo,
}

/// What is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesystemSource {
    /// A directory.
    Mount {
        /// Its path.
        dir: Option<String>,
        /// The socket of a program that is already there (virtiofs).
        socket: Option<String>,
    },
    /// A block device.
    Block {
        /// Its path.
        dev: Option<String>,
    },
    /// An image.
    File {
        /// Its path.
        file: Option<String>,
    },
    /// A template (containers).
    Template {
        /// Its name.
        name: Option<String>,
    },
    /// Memory.
    Ram {
        /// How much, in KiB.
        usage: u64,
    },
    /// Another directory of the container.
    Bind {
        /// Its path.
        dir: Option<String>,
    },
    /// A volume of a storage pool.
    Volume {
        /// The pool.
        pool: Option<String>,
        /// The volume.
        volume: Option<String>,
    },
}

xml::words! {
    /// A kind of shared file system.
    pub enum FilesystemType {
        Mount = "mount", Block = "block", File = "file", Template = "template", Ram = "ram", Bind = "bind",
        Volume = "volume",
    }

    /// Whose permissions count.
    pub enum AccessMode { Passthrough = "passthrough", Mapped = "mapped", Squash = "squash" }

    /// What happens when devices of several file systems are met.
    pub enum MultiDevs { Default = "default", Remap = "remap", Forbid = "forbid", Warn = "warn" }

    /// How a file system is driven.
    pub enum FilesystemDriverType {
        Path = "path", Handle = "handle", Loop = "loop", Nbd = "nbd", Ploop = "ploop", Virtiofs = "virtiofs",
        Mtp = "mtp",
    }

    /// When writes reach the host's disk.
    pub enum WritePolicy { Immediate = "immediate" }

    /// What the serving program caches.
    pub enum FilesystemCache { None = "none", Always = "always" }

    /// What the serving program is locked into.
    pub enum FilesystemSandbox { Namespace = "namespace", Chroot = "chroot" }
}

/// How a file system is driven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesystemDriver {
    /// How.
    pub driver_type: Option<FilesystemDriverType>,
    /// The format of an image.
    pub format: Option<crate::device::storage::StorageFormat>,
    /// When writes reach the host's disk.
    pub write_policy: Option<WritePolicy>,
    /// The length of the queue.
    pub queue: Option<u64>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
}

/// The program that serves a file system; `None` when not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesystemBinary {
    /// Its path.
    pub path: Option<String>,
    /// Whether extended attributes are kept.
    pub xattr: Option<bool>,
    /// What it caches.
    pub cache: Option<FilesystemCache>,
    /// What it is locked into.
    pub sandbox: Option<FilesystemSandbox>,
    /// Whether POSIX locks are shared.
    pub lock_posix: Option<bool>,
    /// Whether BSD locks are shared.
    pub lock_flock: Option<bool>,
    /// How many workers it has.
    pub thread_pool_size: Option<i32>,
    /// How many files it may open.
    pub open_files: Option<u64>,
}

impl FilesystemSource {
    /// What it is called in complaints, if it has a name; `None` when nothing is shared.
    pub(super) fn shown(&self) -> Option<Option<String>> {
        let path = match self {
            Self::Mount { dir, socket } => dir.as_ref().or(socket.as_ref()),
            Self::Block { dev: path }
            | Self::File { file: path }
            | Self::Template { name: path }
            | Self::Bind { dir: path } => path.as_ref(),
            Self::Volume { .. } | Self::Ram { .. } => return Some(None),
        };
        path.map(|path| Some(path.clone()))
    }

    /// Its kind.
    pub const fn kind(&self) -> FilesystemType {
        match self {
            Self::Mount { .. } => FilesystemType::Mount,
            Self::Block { .. } => FilesystemType::Block,
            Self::File { .. } => FilesystemType::File,
            Self::Template { .. } => FilesystemType::Template,
            Self::Ram { .. } => FilesystemType::Ram,
            Self::Bind { .. } => FilesystemType::Bind,
            Self::Volume { .. } => FilesystemType::Volume,
        }
    }
}
