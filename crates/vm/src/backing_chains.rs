//! What the images of disks are based on, followed from header to header.
//!
//! A definition may name the whole chain, a part of it, or nothing: what it names is believed, and below its last
//! image the headers count, down to `<backingStore/>`. A raw image ends a chain without being looked at: its
//! bytes are the guest's.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use images::{Header, MAX_HEADER, Reference, location_of};
use model::Domain;
use model::device::disk::{Disk, DiskDevice};
use model::device::storage::{BackingStore, Image, Location, StartupPolicy, StorageFormat, StorageSource};

use crate::event::EventKind;
use crate::surroundings::QemuUser;

/// How many images a chain may have, as libvirt limits it.
const MAX_IMAGES: usize = 200;

/// Enough of most headers.
const SHORT_HEADER: usize = 64 << 10;

/// Completes the chains of all disks, and looks whether their images are there: QEMU would say so much later.
/// Disks whose image may be missing, and is, are left out; drives are left empty. Gives what there is to tell of
/// those. `whom`: whom QEMU runs as.
///
/// # Errors
/// 38 for an image that is not there; 1 for a chain that does not end, or a reference that is not understood; 55
/// for an image whose format nobody tells and which may not be guessed.
pub(crate) fn follow(whom: Option<&QemuUser>, domain: &mut Domain) -> Result<Vec<EventKind>> {
    let mut failure = None;
    let mut missing = Vec::new();
    let mut disks = std::mem::take(&mut domain.devices.disks);
    disks.retain_mut(|disk| {
        if failure.is_some() || !is_optional_and_missing(disk) {
            if failure.is_none() {
                failure = follow_disk(whom, disk).err();
            }
            return true;
        }
        tracing::info!("disk '{}' is left out: its image is missing", disk.target.dev);
        let removable = matches!(disk.device, Some(DiskDevice::Cdrom | DiskDevice::Floppy));
        missing.push(EventKind::DiskChange {
            old_path: crate::disks::source_path(disk),
            device_alias: prepare::disk_alias(domain, disk),
            reason: i32::from(!removable),
        });
        if removable {
            disk.source = StorageSource::default();
            disk.backing = None;
        }
        removable
    });
    domain.devices.disks = disks;
    // libvirt looks at the last one first.
    missing.reverse();
    failure.map_or(Ok(missing), Err)
}

/// The same for one disk.
///
/// # Errors
/// As [`follow`].
pub(crate) fn follow_disk(whom: Option<&QemuUser>, disk: &mut Disk) -> Result<()> {
    let Disk { source, backing, driver, .. } = disk;
    if source.location.is_empty() {
        return Ok(());
    }
    let mut walk = Walk { whom, images: 0, above: None };
    walk.image(driver.format.unwrap_or(StorageFormat::Raw), source, backing)
}

fn is_optional_and_missing(disk: &Disk) -> bool {
    disk.source.startup_policy == Some(StartupPolicy::Optional)
        && crate::disks::source_path(disk).is_some_and(|path| !Path::new(&path).exists())
}

/// How far a chain has been followed.
struct Walk<'a> {
    whom: Option<&'a QemuUser>,
    images: usize,
    /// The path of the image above.
    above: Option<String>,
}

impl Walk<'_> {
    /// Looks at one image, and goes on to what is below.
    fn image(
        &mut self,
        format: StorageFormat,
        source: &mut StorageSource,
        backing: &mut Option<BackingStore>,
    ) -> Result<()> {
        let shown = source.location.path().unwrap_or_default().to_owned();
        if self.images >= MAX_IMAGES {
            let detail = format!("backing store for {shown} is self-referential or too deeply nested");
            return Err(Error::internal(ErrorDomain::Storage, detail));
        }
        self.images += 1;
        let (Location::File(Some(path)) | Location::Block(Some(path))) = &source.location else {
            // Elsewhere: only QEMU can look.
            return self.named(backing, None);
        };
        let path = path.clone();
        self.check_access(&path)?;
        let header = match backing {
            None if has_header(format) => Some(self.header(format, &path)?),
            _ => None,
        };
        if let Some(Header { backing: below, data_file, .. }) = header {
            if let (Some(data), None) = (data_file, &source.data_store) {
                source.data_store = Some(Box::new(self.data_file(&data, &path)?));
            }
            *backing = Some(match below {
                Some(reference) => BackingStore::Image(Box::new(self.below(&reference, &path)?)),
                None => BackingStore::Nothing,
            });
        } else if backing.is_none() {
            *backing = Some(BackingStore::Nothing);
        }
        self.named(backing, Some(path))
    }

    /// Goes on below an image.
    fn named(&mut self, backing: &mut Option<BackingStore>, path: Option<String>) -> Result<()> {
        let Some(BackingStore::Image(image)) = backing else { return Ok(()) };
        self.above = path;
        let mut below = image.backing.take().map(|backing| *backing);
        let format = image.format.unwrap_or(StorageFormat::Raw);
        let outcome = self.image(format, &mut image.source, &mut below);
        image.backing = below.map(Box::new);
        outcome
    }

    /// # Errors
    /// 38 when QEMU will not find it.
    fn check_access(&self, path: &str) -> Result<()> {
        let Err(why) = std::fs::metadata(path) else { return Ok(()) };
        let whom =
            self.whom.map(|qemu| format!(" (as uid:{}, gid:{})", qemu.uid, qemu.gid)).unwrap_or_default();
        let what = match &self.above {
            None => format!("Cannot access storage file '{path}'{whom}"),
            Some(above) => format!("Cannot access backing file '{path}' of storage file '{above}'{whom}"),
        };
        Err(Error::io(ErrorDomain::Storage, &why, what))
    }

    fn header(&self, format: StorageFormat, path: &str) -> Result<Header> {
        let bytes = read_header(path)?;
        Header::read(format, &bytes).map_err(|why| {
            let detail = format!("the header of storage file '{path}' cannot be used: {why}");
            Error::internal(ErrorDomain::Storage, detail)
        })
    }

    /// The image that a header names, without what is below it.
    fn below(&self, reference: &Reference, path: &str) -> Result<Image> {
        let location = local(location_of(&reference.name, directory(path))?);
        if matches!(location, Location::Dir(_)) {
            let detail = "storage type 'dir' requires use of storage format 'fat'";
            return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
        }
        let format = match (reference.known_format(), location.path()) {
            (Some(format), _) => format,
            (None, Some(below)) if Path::new(below).exists() => self.guess(below, path)?,
            (None, _) => StorageFormat::Raw,
        };
        let source = StorageSource { location, ..StorageSource::default() };
        Ok(Image { format: Some(format), metadata_cache_size: None, source, backing: None })
    }

    /// The format of an image that is named without one. A guess is believed only of an image that stands alone:
    /// else a guest could write a header into its raw image, and read what that names.
    fn guess(&self, path: &str, above: &str) -> Result<StorageFormat> {
        let bytes = read_header(path)?;
        let format = Header::probe(&bytes);
        let alone = Header::read(format, &bytes)
            .is_ok_and(|header| header.backing.is_none() && header.data_file.is_none());
        if alone {
            return Ok(format);
        }
        let detail = format!(
            "format of backing image '{path}' of image '{above}' was not specified in the image metadata \
             (See https://libvirt.org/kbase/backing_chains.html for troubleshooting)"
        );
        Err(Error::new(Code::OperationInvalid, ErrorDomain::Storage, detail))
    }

    fn data_file(&self, name: &str, path: &str) -> Result<Image> {
        let location = local(location_of(name, directory(path))?);
        if let Some(data) = location.path() {
            self.check_access(data)?;
        }
        let source = StorageSource { location, ..StorageSource::default() };
        Ok(Image { format: Some(StorageFormat::Raw), metadata_cache_size: None, source, backing: None })
    }
}

/// Can an image of this format refer to others?
const fn has_header(format: StorageFormat) -> bool {
    matches!(format, StorageFormat::Qcow2 | StorageFormat::Qcow | StorageFormat::Qed | StorageFormat::Vmdk)
}

fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(directory, _)| directory)
}

/// A path by what is found there.
fn local(location: Location) -> Location {
    let Location::File(Some(path)) = location else { return location };
    match std::fs::metadata(&path).map(|data| data.file_type()) {
        Ok(kind) if kind.is_block_device() => Location::Block(Some(path)),
        Ok(kind) if kind.is_dir() => Location::Dir(Some(path)),
        _ => Location::File(Some(path)),
    }
}

/// The first bytes of an image: few, unless its header reaches further.
fn read_header(path: &str) -> Result<Vec<u8>> {
    let read = || -> io::Result<Vec<u8>> {
        let kind = std::fs::metadata(path)?.file_type();
        if !kind.is_file() && !kind.is_block_device() {
            // A pipe would be waited for.
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file or block device"));
        }
        let mut file = File::open(path)?;
        let mut bytes = Vec::with_capacity(SHORT_HEADER);
        io::Read::by_ref(&mut file).take(SHORT_HEADER as u64).read_to_end(&mut bytes)?;
        if reaches_further(&bytes) {
            file.take((MAX_HEADER - SHORT_HEADER) as u64).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    };
    read().map_err(|why| Error::io(ErrorDomain::Storage, &why, format_args!("cannot read header '{path}'")))
}

/// Whether what has been read ends before the header does.
fn reaches_further(bytes: &[u8]) -> bool {
    bytes.len() == SHORT_HEADER && Header::read(Header::probe(bytes), bytes).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A qcow2 image of version 2 that is based on another.
    fn qcow2(path: &Path, backing: &str, format: &str) {
        let mut bytes = vec![0; 1024];
        bytes[..4].copy_from_slice(b"QFI\xfb");
        bytes[7] = 2;
        if !backing.is_empty() {
            bytes[8..16].copy_from_slice(&512_u64.to_be_bytes());
            bytes[16..20].copy_from_slice(&u32::try_from(backing.len()).unwrap().to_be_bytes());
            bytes[512..512 + backing.len()].copy_from_slice(backing.as_bytes());
        }
        if !format.is_empty() {
            bytes[72..76].copy_from_slice(&0xe279_2aca_u32.to_be_bytes());
            bytes[79] = u8::try_from(format.len()).unwrap();
            bytes[80..80 + format.len()].copy_from_slice(format.as_bytes());
        }
        std::fs::write(path, bytes).unwrap();
    }

    fn disk(path: &Path, format: &str, more: &str) -> Disk {
        let text = format!(
            "<domain type='qemu'><name>a</name><memory>1024</memory><os><type>hvm</type></os><devices>\
             <disk type='file'><driver name='qemu' type='{format}'/><source file='{}'/>{more}\
             <target dev='vda'/></disk></devices></domain>",
            path.display()
        );
        Domain::parse(&text).unwrap().devices.disks.remove(0)
    }

    fn chain(disk: &Disk) -> Vec<(String, StorageFormat)> {
        disk.backing_images()
            .map(|image| {
                let path = Path::new(image.source.location.path().unwrap());
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, image.format.unwrap())
            })
            .collect()
    }

    #[test]
    fn chains_are_followed_to_their_end() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("base"), "").unwrap();
        qcow2(&at("mid"), "base", "raw");
        qcow2(&at("top"), &at("mid").display().to_string(), "qcow2");
        let mut whole = disk(&at("top"), "qcow2", "");
        follow_disk(None, &mut whole).unwrap();
        let expected = [("mid".to_owned(), StorageFormat::Qcow2), ("base".to_owned(), StorageFormat::Raw)];
        assert_eq!(chain(&whole), expected);
        // What the definition says is believed; it goes on where that ends.
        let mid = at("mid").display().to_string();
        let named =
            format!("<backingStore type='file'><format type='qcow2'/><source file='{mid}'/></backingStore>");
        let mut named = disk(&at("top"), "qcow2", &named);
        follow_disk(None, &mut named).unwrap();
        assert_eq!(chain(&named), expected);
        let mut ended = disk(&at("top"), "qcow2", "<backingStore/>");
        follow_disk(None, &mut ended).unwrap();
        assert_eq!(chain(&ended), []);
        let mut raw = disk(&at("top"), "raw", "");
        follow_disk(None, &mut raw).unwrap();
        assert_eq!((chain(&raw), raw.backing), (vec![], Some(BackingStore::Nothing)));
    }

    #[test]
    fn loops_and_missing_images_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        qcow2(&at("one"), "two", "qcow2");
        qcow2(&at("two"), "one", "qcow2");
        qcow2(&at("orphan"), "/gone/away", "raw");
        qcow2(&at("unsaid"), "one", "");
        qcow2(&at("alone"), "", "");
        qcow2(&at("trusted"), "alone", "");
        let refused = |name| follow_disk(None, &mut disk(&at(name), "qcow2", "")).unwrap_err();
        assert!(refused("one").message.contains("one is self-referential or too deeply nested"));
        let orphan = refused("orphan");
        assert!(
            orphan.message.contains("Cannot access backing file '/gone/away' of storage file"),
            "{orphan}"
        );
        let unsaid = refused("unsaid");
        assert_eq!(unsaid.code, Code::OperationInvalid);
        assert!(unsaid.message.contains("was not specified in the image metadata"), "{unsaid}");
        let mut trusted = disk(&at("trusted"), "qcow2", "");
        follow_disk(None, &mut trusted).unwrap();
        assert_eq!(chain(&trusted), [("alone".to_owned(), StorageFormat::Qcow2)]);
    }
}
