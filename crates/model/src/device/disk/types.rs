//! What `<disk>` says.

use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::device::storage::{BackingStore, Image, StorageFormat, StorageSource};
use crate::tuning::IoTune;

/// A disk, CD-ROM or floppy drive.
#[derive(Debug, Clone, PartialEq)]
pub struct Disk {
    /// What the guest sees; `None` when not given (a disk).
    pub device: Option<DiskDevice>,
    /// Which virtio it speaks.
    pub model: Option<DiskModel>,
    /// Whether raw I/O is allowed.
    pub rawio: Option<bool>,
    /// Whether unfiltered SCSI commands are allowed.
    pub sgio: Option<Sgio>,
    /// How snapshots treat it.
    pub snapshot: Option<SnapshotLocation>,
    /// How it is driven.
    pub driver: DiskDriver,
    /// Where the image is.
    pub source: StorageSource,
    /// What the image is based on.
    pub backing: Option<BackingStore>,
    /// A copy that is being made; live only.
    pub mirror: Option<Mirror>,
    /// What the BIOS is told.
    pub geometry: Option<Geometry>,
    /// Block sizes.
    pub block_io: BlockIo,
    /// Where the guest sees it.
    pub target: DiskTarget,
    /// I/O limits.
    pub iotune: Option<IoTune>,
    /// Groups of I/O limits that it obeys.
    pub throttle_filters: Vec<String>,
    /// The guest cannot write.
    pub readonly: bool,
    /// Several guests may use it at once.
    pub shareable: bool,
    /// Changes are thrown away at the end.
    pub transient: Option<Transient>,
    /// The serial number that the guest sees.
    pub serial: Option<String>,
    /// The world wide name that the guest sees.
    pub wwn: Option<String>,
    /// The vendor that the guest sees.
    pub vendor: Option<String>,
    /// The product that the guest sees.
    pub product: Option<String>,
    /// Alias, boot order, address ...
    pub info: DeviceInfo,
}

impl Disk {
    /// The images that its image is based on, the nearest first.
    pub fn backing_images(&self) -> impl Iterator<Item = &Image> {
        std::iter::successors(below(self.backing.as_ref()), |image| below(image.backing.as_deref()))
    }

    /// Where its image is, and then those that it is based on.
    pub fn sources(&self) -> impl Iterator<Item = &StorageSource> {
        std::iter::once(&self.source).chain(self.backing_images().map(|image| &image.source))
    }
}

fn below(store: Option<&BackingStore>) -> Option<&Image> {
    match store {
        Some(BackingStore::Image(image)) => Some(image),
        _ => None,
    }
}

xml::words! {
    /// What the guest sees.
    pub enum DiskDevice { Disk = "disk", Cdrom = "cdrom", Floppy = "floppy", Lun = "lun" }

    /// Which virtio or USB model the disk is.
    pub enum DiskModel {
        Virtio = "virtio", Transitional = "virtio-transitional", NonTransitional = "virtio-non-transitional",
        UsbStorage = "usb-storage", UsbBot = "usb-bot",
    }

    /// Whether unfiltered SCSI commands are allowed.
    pub enum Sgio { Filtered = "filtered", Unfiltered = "unfiltered" }

    /// How snapshots treat a disk.
    pub enum SnapshotLocation { No = "no", Internal = "internal", External = "external", Manual = "manual" }

    /// The bus that a disk is on.
    pub enum DiskBus {
        None = "none", Ide = "ide", Fdc = "fdc", Scsi = "scsi", Virtio = "virtio", Xen = "xen", Usb = "usb",
        Uml = "uml", Sata = "sata", Sd = "sd", Nvme = "nvme",
    }

    /// Whether a drive's tray is open.
    pub enum Tray { Closed = "closed", Open = "open" }

    /// How writes are cached.
    pub enum DiskCache {
        Default = "default", None = "none", Writethrough = "writethrough", Writeback = "writeback",
        Directsync = "directsync", Unsafe = "unsafe",
    }

    /// What a failed request does to the guest.
    pub enum ErrorPolicy {
        Default = "default", Report = "report", Ignore = "ignore", Stop = "stop", Enospace = "enospace",
    }

    /// How I/O is submitted.
    pub enum IoMode { Default = "default", Native = "native", Threads = "threads", IoUring = "io_uring" }

    /// What happens to discard requests.
    pub enum Discard { Default = "default", Unmap = "unmap", Ignore = "ignore" }

    /// What happens to zeroes that are written.
    pub enum DetectZeroes { Default = "default", Off = "off", On = "on", Unmap = "unmap" }

    /// How the BIOS translates addresses.
    pub enum Translation { None = "none", Auto = "auto", Lba = "lba" }

    /// What a copy is being made for.
    pub enum MirrorJob { Copy = "copy", ActiveCommit = "active-commit" }

    /// How far a copy is.
    pub enum MirrorReady { No = "no", Yes = "yes", Abort = "abort", Pivot = "pivot" }
}

/// How a disk is driven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiskDriver {
    /// The driver's name.
    pub name: Option<String>,
    /// The image's format.
    pub format: Option<StorageFormat>,
    /// How writes are cached.
    pub cache: Option<DiskCache>,
    /// What a failed write does.
    pub error_policy: Option<ErrorPolicy>,
    /// What a failed read does.
    pub rerror_policy: Option<ErrorPolicy>,
    /// How I/O is submitted.
    pub io: Option<IoMode>,
    /// I/O in a thread of its own.
    pub ioeventfd: Option<bool>,
    /// Fewer notifications.
    pub event_idx: Option<bool>,
    /// What is read is copied into the image.
    pub copy_on_read: Option<bool>,
    /// What happens to discard requests.
    pub discard: Option<Discard>,
    /// The I/O thread; 0 or `None` for the main loop.
    pub iothread: Option<u32>,
    /// Several I/O threads and their queues.
    pub iothreads: Vec<DiskIoThread>,
    /// What happens to zeroes that are written.
    pub detect_zeroes: Option<DetectZeroes>,
    /// Discarded clusters stay allocated.
    pub discard_no_unref: Option<bool>,
    /// How many queues.
    pub queues: Option<u32>,
    /// How long a queue is.
    pub queue_size: Option<u32>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// The size of the image's metadata cache in bytes.
    pub metadata_cache_size: Option<u64>,
}

/// An I/O thread and the queues that it serves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiskIoThread {
    /// The I/O thread.
    pub id: u32,
    /// Its queues; empty for a share of all.
    pub queues: Vec<u32>,
}

/// Where the guest sees the disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiskTarget {
    /// The name that identifies it: `vda`.
    pub dev: String,
    /// The bus; `None` when it is to be guessed from the name.
    pub bus: Option<DiskBus>,
    /// Whether the tray is open.
    pub tray: Option<Tray>,
    /// Whether it can be pulled out.
    pub removable: Option<bool>,
    /// Rotations per minute; 1 for a solid state disk.
    pub rotation_rate: Option<u32>,
    /// Whether dpofua is offered.
    pub dpofua: Option<bool>,
}

/// What the BIOS is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// Cylinders.
    pub cylinders: u32,
    /// Heads.
    pub heads: u32,
    /// Sectors.
    pub sectors: u32,
    /// How addresses are translated.
    pub translation: Option<Translation>,
}

/// Block sizes in bytes; 0 or `None` for the usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockIo {
    /// What the guest addresses.
    pub logical: Option<u32>,
    /// What the medium writes.
    pub physical: Option<u32>,
    /// What can be discarded.
    pub discard_granularity: Option<u32>,
}

/// Changes are thrown away at the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Transient {
    /// Several guests share the image.
    pub share_backing: Option<bool>,
}

/// A copy that is being made.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirror {
    /// What for.
    pub job: Option<MirrorJob>,
    /// How far it is.
    pub ready: Option<MirrorReady>,
    /// Where the copy is.
    pub image: Image,
}
