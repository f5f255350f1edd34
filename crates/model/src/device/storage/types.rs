//! Images and what they are stored on.

use crate::Uuid;
use crate::device::address::PciAddress;
use crate::device::chardev::Reconnect;
use crate::security::DeviceSecLabel;

/// Where an image is, and what is needed to reach it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageSource {
    /// Where it is.
    pub location: Location,
    /// What happens when it is missing at start.
    pub startup_policy: Option<StartupPolicy>,
    /// QEMU's number for it; live only.
    pub index: Option<u32>,
    /// The group of descriptors it is opened from.
    pub fd_group: Option<String>,
    /// Whether migration touches it.
    pub slices: Option<Slice>,
    /// Who may use it.
    pub auth: Option<Auth>,
    /// Where `auth` was written.
    pub auth_place: Place,
    /// How it is encrypted.
    pub encryption: Option<Encryption>,
    /// Where `encryption` was written.
    pub encryption_place: Place,
    /// Persistent reservations.
    pub reservations: Option<Reservations>,
    /// The initiator's name (iSCSI).
    pub initiator: Option<String>,
    /// Whether certificates are verified (HTTPS, FTPS).
    pub ssl_verify: Option<bool>,
    /// Cookies (HTTP), as name and value.
    pub cookies: Vec<(String, String)>,
    /// How many bytes are read ahead (HTTP, FTP).
    pub readahead: Option<u64>,
    /// After how many seconds a request fails (HTTP, FTP).
    pub timeout: Option<u64>,
    /// After how many seconds a lost connection fails for good (NBD, vhost-user).
    pub reconnect: Option<ReconnectDelay>,
    /// Whose identity is used (NFS, SSH).
    pub identity: Option<Identity>,
    /// Known hosts (SSH).
    pub known_hosts: Option<String>,
    /// Labels of the image.
    pub seclabels: Vec<DeviceSecLabel>,
    /// The file that holds a qcow2 image's data.
    pub data_store: Option<Box<Image>>,
}

/// Where an element was written; it is written back there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// Inside `<source>`, as newer definitions do.
    #[default]
    Source,
    /// Inside `<disk>`.
    Disk,
}

/// Where an image is.
#[derive(Debug, Clone, PartialEq)]
pub enum Location {
    /// A file; `None` for an empty drive.
    File(Option<String>),
    /// A block device; `None` for an empty drive.
    Block(Option<String>),
    /// A directory shown as a FAT disk.
    Dir(Option<String>),
    /// Something on the network.
    Network(Box<NetworkLocation>),
    /// A volume of a storage pool; `None` for an empty drive.
    Volume(Option<VolumeLocation>),
    /// A namespace of an NVMe disk that QEMU drives itself.
    Nvme(Option<NvmeLocation>),
    /// A vhost-user server.
    VhostUser {
        /// Its socket.
        path: Option<String>,
    },
    /// A vDPA device.
    VhostVdpa {
        /// Its path.
        dev: Option<String>,
    },
}

impl Default for Location {
    fn default() -> Self {
        Self::File(None)
    }
}

xml::words! {
    /// A kind of location.
    pub enum StorageType {
        File = "file", Block = "block", Dir = "dir", Network = "network", Volume = "volume", Nvme = "nvme",
        VhostUser = "vhostuser", VhostVdpa = "vhostvdpa",
    }

    /// The format of an image.
    pub enum StorageFormat {
        Raw = "raw", Dir = "dir", Bochs = "bochs", Cloop = "cloop", Dmg = "dmg", Iso = "iso", Vpc = "vpc",
        Vdi = "vdi", Vhd = "vhd", Ploop = "ploop", Fat = "fat", Cow = "cow", Qcow = "qcow", Qcow2 = "qcow2",
        Qed = "qed", Vmdk = "vmdk",
    }

    /// A protocol that images are reached by.
    pub enum NetworkProtocol {
        Nbd = "nbd", Rbd = "rbd", Sheepdog = "sheepdog", Gluster = "gluster", Iscsi = "iscsi", Http = "http",
        Https = "https", Ftp = "ftp", Ftps = "ftps", Tftp = "tftp", Ssh = "ssh", Vxhs = "vxhs", Nfs = "nfs",
    }

    /// How a host is reached.
    pub enum Transport { Tcp = "tcp", Unix = "unix", Rdma = "rdma" }

    /// What happens when an image is missing at start.
    pub enum StartupPolicy { Mandatory = "mandatory", Requisite = "requisite", Optional = "optional" }

    /// How a volume of an iSCSI pool is reached.
    pub enum VolumeMode { Host = "host", Direct = "direct" }

    /// What a user name is for.
    pub enum SecretUse { Iscsi = "iscsi", Ceph = "ceph" }

    /// How an image is encrypted.
    pub enum EncryptionFormat { Default = "default", Qcow = "qcow", Luks = "luks", Luks2 = "luks2", LuksAny = "luks-any" }

    /// Who decrypts.
    pub enum EncryptionEngine { Qemu = "qemu", Librbd = "librbd" }
}

/// Something on the network.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkLocation {
    /// How it is reached.
    pub protocol: NetworkProtocol,
    /// What it is called there.
    pub name: Option<String>,
    /// What follows `?` in its URL.
    pub query: Option<String>,
    /// Whether the connection is encrypted.
    pub tls: Option<bool>,
    /// The name that the server's certificate must have.
    pub tls_hostname: Option<String>,
    /// Whether `tls` comes from the host's configuration; live only.
    pub tls_from_config: bool,
    /// Where it is.
    pub hosts: Vec<StorageHost>,
    /// A snapshot of it.
    pub snapshot: Option<String>,
    /// A configuration file.
    pub config_file: Option<String>,
}

impl NetworkLocation {
    /// Nothing but where it is.
    pub fn at(protocol: NetworkProtocol, name: Option<String>, hosts: Vec<StorageHost>) -> Self {
        Self {
            protocol,
            name,
            query: None,
            tls: None,
            tls_hostname: None,
            tls_from_config: false,
            hosts,
            snapshot: None,
            config_file: None,
        }
    }
}

/// A host that serves images.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StorageHost {
    /// How it is reached; `None` when not given (TCP).
    pub transport: Option<Transport>,
    /// Its name or address.
    pub name: Option<String>,
    /// Its port; 0 or `None` for the protocol's own.
    pub port: Option<u32>,
    /// Its socket.
    pub socket: Option<String>,
}

/// A volume of a storage pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeLocation {
    /// The pool.
    pub pool: String,
    /// The volume.
    pub volume: String,
    /// How it is reached.
    pub mode: Option<VolumeMode>,
}

/// A namespace of an NVMe disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NvmeLocation {
    /// The namespace, from 1.
    pub namespace: u64,
    /// Whether the disk is taken from its host driver and given back.
    pub managed: Option<bool>,
    /// The disk's address on the host.
    pub address: PciAddress,
}

/// A part of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Where it begins, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub size: u64,
}

/// Who may use an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auth {
    /// The user's name.
    pub username: String,
    /// What it is for; `None` when not given.
    pub secret_use: Option<SecretUse>,
    /// The password.
    pub secret: SecretRef,
}

/// How a secret is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretRef {
    /// By its UUID.
    Uuid(Uuid),
    /// By what it is for.
    Usage(String),
}

/// How an image is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encryption {
    /// The format.
    pub format: EncryptionFormat,
    /// Who decrypts; `None` when not given.
    pub engine: Option<EncryptionEngine>,
    /// The pass phrases, as type and reference.
    pub secrets: Vec<EncryptionSecret>,
    /// The cipher.
    pub cipher: Option<Cipher>,
    /// How the initialisation vector is made.
    pub ivgen: Option<IvGen>,
}

/// A pass phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptionSecret {
    /// How it is found.
    pub secret: SecretRef,
}

/// A cipher.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cipher {
    /// Its name.
    pub name: String,
    /// Bits of the key.
    pub size: u32,
    /// Its mode of operation.
    pub mode: Option<String>,
    /// Its hash.
    pub hash: Option<String>,
}

/// How the initialisation vector is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IvGen {
    /// Its name.
    pub name: String,
    /// Its hash.
    pub hash: Option<String>,
}

/// Persistent reservations of SCSI disks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reservations {
    /// Whether the helper is started for the guest.
    pub managed: Option<bool>,
    /// The socket of a helper that is already there.
    pub path: Option<String>,
}

/// After how many seconds a lost connection fails for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReconnectDelay {
    /// NBD: `<reconnect delay='10'/>`.
    Delay(u32),
    /// vhost-user: `<reconnect enabled='yes' timeout='10'/>`.
    Timeout(Reconnect),
}

/// Whose identity is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// NFS: the user.
    pub user: Option<String>,
    /// NFS: the group.
    pub group: Option<String>,
    /// SSH: the user's name.
    pub username: Option<String>,
    /// SSH: the private key.
    pub keyfile: Option<String>,
    /// SSH: the agent's socket.
    pub agent_socket: Option<String>,
}

/// An image that another one refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Its format; `None` when not given.
    pub format: Option<StorageFormat>,
    /// The size of its metadata cache in bytes.
    pub metadata_cache_size: Option<u64>,
    /// Where it is.
    pub source: StorageSource,
    /// What it is based on.
    pub backing: Option<Box<BackingStore>>,
}

/// What an image is based on.
#[derive(Debug, Clone, PartialEq)]
pub enum BackingStore {
    /// `<backingStore/>`: nothing, and QEMU shall not look.
    Nothing,
    /// Another image.
    Image(Box<Image>),
}

impl Location {
    /// Its kind.
    pub const fn kind(&self) -> StorageType {
        match self {
            Self::File(_) => StorageType::File,
            Self::Block(_) => StorageType::Block,
            Self::Dir(_) => StorageType::Dir,
            Self::Network(_) => StorageType::Network,
            Self::Volume(_) => StorageType::Volume,
            Self::Nvme(_) => StorageType::Nvme,
            Self::VhostUser { .. } => StorageType::VhostUser,
            Self::VhostVdpa { .. } => StorageType::VhostVdpa,
        }
    }

    /// Whether there is nothing: a drive without a medium.
    pub const fn is_empty(&self) -> bool {
        matches!(
            self,
            Self::File(None)
                | Self::Block(None)
                | Self::Dir(None)
                | Self::Volume(None)
                | Self::Nvme(None)
                | Self::VhostUser { path: None }
                | Self::VhostVdpa { dev: None }
        )
    }

    /// The path on this host of a file, device, directory or socket.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::File(path) | Self::Block(path) | Self::Dir(path) => path.as_deref(),
            Self::VhostUser { path } => path.as_deref(),
            Self::VhostVdpa { dev } => dev.as_deref(),
            _ => None,
        }
    }
}
