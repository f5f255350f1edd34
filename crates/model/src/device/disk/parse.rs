//! Reading `<disk>`.

use errors::Code;
use xml::{Element, Fault, Result, Word};

use super::{
    BlockIo, Disk, DiskBus, DiskDevice, DiskDriver, DiskIoThread, DiskTarget, Geometry, Mirror,
    SnapshotLocation, Transient,
};
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::device::storage::{
    Auth, BackingStore, Encryption, Image, Location, NetworkProtocol, Place, StorageFormat, StorageSource,
    StorageType, metadata_cache_size,
};
use crate::missing::missing;
use crate::tuning::IoTune;

impl Disk {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = e.word("type")?.unwrap_or(StorageType::File);
        let device = e.word("device")?.unwrap_or(DiskDevice::Disk);
        let source = source(e, kind, how)?;
        let target = DiskTarget::parse(e, &source)?;
        let cdrom = device == DiskDevice::Cdrom;
        Ok(Self {
            device: Some(device),
            model: e.word("model")?,
            rawio: e.yes_no("rawio")?,
            sgio: e.word("sgio")?,
            snapshot: snapshot(e)?,
            driver: e.maybe("driver", DiskDriver::parse)?.unwrap_or_default(),
            source,
            backing: BackingStore::of(e, how)?,
            mirror: if how.live { e.maybe("mirror", |e| Mirror::parse(e, how))? } else { None },
            geometry: e.maybe("geometry", Geometry::parse)?.filter(Geometry::is_known),
            block_io: e.maybe("blockio", BlockIo::parse)?.unwrap_or_default(),
            target,
            iotune: e
                .maybe("iotune", |e| IoTune::parse(e, "disk iotune"))?
                .filter(|tune| *tune != IoTune::default()),
            throttle_filters: throttle_filters(e)?,
            readonly: cdrom || e.child("readonly").is_some(),
            shareable: e.child("shareable").is_some(),
            transient: e
                .maybe("transient", |e| Ok(Transient { share_backing: e.yes_no("shareBacking")? }))?,
            serial: e.child_text("serial"),
            wwn: wwn(e)?,
            vendor: printable(e, "vendor", 8)?,
            product: printable(e, "product", 16)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// The source, with the credentials that older definitions have beside it.
fn source(e: &Element<'_>, kind: StorageType, how: Parse) -> Result<StorageSource> {
    let element = e.child("source");
    let mut source = StorageSource::parse(kind, element.as_ref(), how)?;
    if let Some(auth) = e.maybe("auth", Auth::parse)? {
        if source.auth.is_some() {
            let what = "an <auth> definition already found for disk source";
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        source.auth = Some(auth);
        source.auth_place = Place::Disk;
    }
    if let Some(encryption) = e.maybe("encryption", Encryption::parse)? {
        if source.encryption.is_some() {
            let what = "an <encryption> definition already found for disk source";
            return Err(e.fault(Code::ConfigUnsupported, what));
        }
        source.encryption = Some(encryption);
        source.encryption_place = Place::Disk;
    }
    Ok(source)
}

fn snapshot(e: &Element<'_>) -> Result<Option<SnapshotLocation>> {
    match e.attribute("snapshot") {
        None => Ok(None),
        Some(text) => match SnapshotLocation::from_word(text) {
            Some(location) => Ok(Some(location)),
            None => Err(e.invalid_attribute("snapshot", text)),
        },
    }
}

fn throttle_filters(e: &Element<'_>) -> Result<Vec<String>> {
    match e.child("throttlefilters") {
        Some(filters) => filters.each("throttlefilter", |filter| Ok(filter.required("group")?.to_owned())),
        None => Ok(Vec::new()),
    }
}

fn wwn(e: &Element<'_>) -> Result<Option<String>> {
    let Some(wwn) = e.child_text("wwn") else { return Ok(None) };
    let digits = wwn.strip_prefix("0x").unwrap_or(&wwn);
    match digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        true => Ok(Some(wwn)),
        false => {
            let what = format!("Malformed wwn: {wwn}");
            Err(Fault::of(errors::Domain::None, Code::InternalError, what).at(e.position()))
        }
    }
}

/// A name that the guest sees: of bounded length, without control characters.
fn printable(e: &Element<'_>, name: &str, longest: usize) -> Result<Option<String>> {
    let Some(text) = e.child_text(name) else { return Ok(None) };
    if text.chars().count() > longest {
        let what = format!("disk {name} is more than {longest} characters");
        return Err(e.fault(Code::ConfigUnsupported, what));
    }
    match text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        true => Ok(Some(text)),
        false => Err(e.fault(Code::XmlError, format!("disk {name} is not printable string"))),
    }
}

impl DiskTarget {
    fn parse(disk: &Element<'_>, source: &StorageSource) -> Result<Self> {
        let target = disk.child("target");
        let Some((e, dev)) = target.and_then(|target| Some((target, target.string("dev")?))) else {
            return Err(missing(disk, Code::NoTarget, shown(&source.location).as_deref()));
        };
        Ok(Self {
            dev,
            bus: bus(&e)?,
            tray: e.word("tray")?.filter(|tray| *tray == super::Tray::Open),
            removable: e.on_off("removable")?,
            rotation_rate: e.number("rotation_rate")?.filter(|rate| *rate != 0),
            dpofua: e.on_off("dpofua")?,
        })
    }
}

/// What a source is called in complaints; `None` for nothing.
fn shown(location: &Location) -> Option<String> {
    match location {
        Location::File(path) | Location::Block(path) | Location::Dir(path) => path.clone(),
        Location::Network(network) => {
            let name = network.name.as_deref()?;
            // Images of these are named within a pool or volume, which is left out.
            let within = matches!(network.protocol, NetworkProtocol::Rbd | NetworkProtocol::Gluster);
            Some(name.split_once('/').filter(|_| within).map_or(name, |(_, image)| image).to_owned())
        }
        Location::Volume(volume) => {
            volume.as_ref().map(|v| format!("pool = '{}', volume = '{}'", v.pool, v.volume))
        }
        Location::Nvme(_) | Location::VhostUser { .. } | Location::VhostVdpa { .. } => None,
    }
}

fn bus(e: &Element<'_>) -> Result<Option<DiskBus>> {
    match e.attribute("bus") {
        // libvirt has a controller of that kind, and no disks on it yet.
        Some("nvme") => Err(e.invalid_attribute("bus", "nvme")),
        _ => Ok(e.word::<DiskBus>("bus")?.filter(|bus| *bus != DiskBus::None)),
    }
}

impl DiskDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            name: e.string("name"),
            format: driver_format(e)?,
            cache: e.word("cache")?,
            error_policy: e.word("error_policy")?,
            rerror_policy: rerror_policy(e)?,
            io: e.word("io")?,
            ioeventfd: e.on_off("ioeventfd")?,
            event_idx: e.on_off("event_idx")?,
            copy_on_read: e.on_off("copy_on_read")?,
            discard: e.word("discard")?,
            iothread: e.nonzero("iothread")?,
            iothreads: iothreads(e)?,
            detect_zeroes: e.word("detect_zeroes")?,
            discard_no_unref: e.on_off("discard_no_unref")?,
            queues: e.number("queues")?.filter(|queues| *queues != 0),
            queue_size: e.number("queue_size")?.filter(|size| *size != 0),
            virtio: VirtioOptions::parse(e)?,
            metadata_cache_size: metadata_cache_size(e, "")?,
        })
    }
}

/// The image's format. `aio` is an old name of `raw`.
fn driver_format(e: &Element<'_>) -> Result<Option<StorageFormat>> {
    match e.attribute("type") {
        Some("aio") => Ok(Some(StorageFormat::Raw)),
        _ => e.supported_word("type", |text| format!("unknown driver format value '{text}'")),
    }
}

/// What a failed read does; a guest cannot be stopped for lack of space by a read.
fn rerror_policy(e: &Element<'_>) -> Result<Option<super::ErrorPolicy>> {
    match e.word("rerror_policy")? {
        Some(super::ErrorPolicy::Enospace) => {
            Err(e.fault(Code::ConfigUnsupported, "Invalid disk read error policy: 'enospace'"))
        }
        other => Ok(other),
    }
}

/// Several I/O threads and the queues they serve.
pub(crate) fn iothreads(e: &Element<'_>) -> Result<Vec<DiskIoThread>> {
    match e.child("iothreads") {
        Some(list) => list.each("iothread", DiskIoThread::parse),
        None => Ok(Vec::new()),
    }
}

impl DiskIoThread {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            id: e.required_number("id")?,
            queues: e.each("queue", |queue| queue.required_number("id"))?,
        })
    }
}

impl Geometry {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            cylinders: e.number("cyls")?.unwrap_or(0),
            heads: e.number("heads")?.unwrap_or(0),
            sectors: e.number("secs")?.unwrap_or(0),
            translation: e.word("trans")?,
        })
    }

    /// Whether all three numbers are known; else libvirt forgets the rest.
    fn is_known(&self) -> bool {
        self.cylinders > 0 && self.heads > 0 && self.sectors > 0
    }
}

impl BlockIo {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let size = |name| Ok::<_, xml::Fault>(e.number(name)?.filter(|bytes: &u32| *bytes != 0));
        Ok(Self {
            logical: size("logical_block_size")?,
            physical: size("physical_block_size")?,
            discard_granularity: size("discard_granularity")?,
        })
    }
}

impl Mirror {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(Self { job: e.word("job")?, ready: e.word("ready")?, image: Image::parse(e, how)? })
    }
}
