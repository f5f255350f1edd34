//! The graph of block nodes behind a disk.

use errors::Result;
use model::device::disk::{DetectZeroes, Discard, Disk, DiskDevice};
use model::device::storage::{
    BackingStore, EncryptionEngine, EncryptionFormat, Image, Location, Slice, StorageFormat, StorageSource,
};

use super::cache;
use crate::build::Build;
use crate::general;
use crate::option::Props;
use crate::storage::location;

/// One image of a chain: that on top, or one that it is based on.
struct Layer<'a> {
    number: u32,
    /// The number of the node that holds a qcow2 image's data apart.
    data: Option<(u32, &'a Image)>,
    format: StorageFormat,
    source: &'a StorageSource,
    read_only: bool,
    metadata_cache_size: Option<u64>,
    /// The definition says that nothing is below, whatever the image's header says.
    ends: bool,
}

/// How many numbers the nodes of a disk take; a drive keeps one for the medium it may get.
pub(super) fn count(disk: &Disk) -> u32 {
    let mut count = 0;
    layers(disk, &mut count);
    count + u32::try_from(disk.throttle_filters.len()).unwrap_or_default()
}

/// Writes the nodes of a disk, the deepest first, and gives the name of the node on top; `None` for a drive
/// without a medium, and for a disk that another process serves.
///
/// `numbers` counts the nodes of the whole guest.
pub(super) fn nodes(build: &mut Build<'_>, disk: &Disk, numbers: &mut u32) -> Result<Option<String>> {
    if disk.source.location.is_empty() || matches!(disk.source.location, Location::VhostUser { .. }) {
        return Ok(None);
    }
    let layers = layers(disk, numbers);
    let mut below = None;
    for layer in layers.iter().rev() {
        below = Some(write_layer(build, disk, layer, below)?);
    }
    Ok(below.map(|top| filters(build, disk, top, numbers)))
}

/// The chain from top to bottom, numbered in that order.
fn layers<'a>(disk: &'a Disk, numbers: &mut u32) -> Vec<Layer<'a>> {
    let mut number = |source: &StorageSource| {
        *numbers += 1;
        source.index.unwrap_or(*numbers)
    };
    let mut layers = Vec::new();
    let mut next =
        Some((disk.driver.format, disk.driver.metadata_cache_size, &disk.source, disk.backing.as_ref()));
    while let Some((format, metadata_cache_size, source, backing)) = next {
        let own = number(source);
        let data = source.data_store.as_deref().map(|image| (number(&image.source), image));
        layers.push(Layer {
            number: own,
            data,
            format: format.unwrap_or(StorageFormat::Raw),
            source,
            metadata_cache_size,
            read_only: disk.readonly || !layers.is_empty(),
            ends: matches!(backing, Some(BackingStore::Nothing)),
        });
        next = match backing {
            Some(BackingStore::Image(image)) => {
                Some((image.format, image.metadata_cache_size, &image.source, image.backing.as_deref()))
            }
            Some(BackingStore::Nothing) | None => None,
        };
    }
    layers
}

/// Writes the nodes of one image; gives the name of its upper one.
fn write_layer(
    build: &mut Build<'_>,
    disk: &Disk,
    layer: &Layer<'_>,
    below: Option<String>,
) -> Result<String> {
    let storage_name = format!("libvirt-{}-storage", layer.number);
    let format_name = format!("libvirt-{}-format", layer.number);
    let io = disk.driver.io;
    let optical = disk.device == Some(DiskDevice::Cdrom);
    let data = match layer.data {
        Some((number, image)) => {
            let name = format!("libvirt-{number}-storage");
            let node = location(build, &image.source, io, &name, false)?.with("node-name", name.as_str());
            let node = effective(disk, node, layer.read_only);
            build.blockdev(&node);
            Some(name)
        }
        None => None,
    };
    let storage = location(build, layer.source, io, &storage_name, optical)?;
    let encryption = layer
        .source
        .encryption
        .as_ref()
        .filter(|encryption| encryption.engine != Some(EncryptionEngine::Librbd));
    let key = match encryption.and_then(|encryption| encryption.secrets.first()) {
        Some(secret) => {
            let id = format!("{format_name}-encryption-secret0");
            build.secret(&id, &secret.secret)?;
            Some(id)
        }
        None => None,
    };
    let storage = storage.with("node-name", storage_name.as_str());
    let storage = reserved(build, layer.source, storage, &storage_name);
    let slice = layer.source.slices;
    if build.raw_is_storage() && layer.format == StorageFormat::Raw && key.is_none() {
        let Some(slice) = slice else {
            build.blockdev(&effective(disk, storage, layer.read_only));
            return Ok(storage_name);
        };
        // The part of it is all that the guest sees.
        build.blockdev(&through(disk, storage));
        let (name, node) = part(slice, layer.number, storage_name);
        build.blockdev(&effective(disk, node, layer.read_only));
        return Ok(name);
    }
    build.blockdev(&through(disk, storage));
    let mut below_format = storage_name;
    if let Some(slice) = slice
        && (layer.format != StorageFormat::Raw || key.is_some())
    {
        let (name, node) = part(slice, layer.number, below_format);
        build.blockdev(&through(disk, node));
        below_format = name;
    }
    let mut node = effective(disk, Props::new().with("node-name", format_name.as_str()), layer.read_only);
    node = match (layer.format, key) {
        (StorageFormat::Raw, Some(key)) => node.with("driver", "luks").with("key-secret", key),
        (format, key) => {
            let node = node.with("driver", driver(format));
            match (key, encryption) {
                (Some(key), Some(encryption)) => {
                    let word = if encryption.format == EncryptionFormat::Qcow { "aes" } else { "luks" };
                    node.with(
                        "encrypt",
                        Props::new().with("format", word).with("key-secret", key).into_value(),
                    )
                }
                _ => node,
            }
        }
    };
    if layer.format == StorageFormat::Qcow2 && !layer.read_only && disk.driver.discard_no_unref == Some(true)
    {
        node = node.with("discard-no-unref", true);
    }
    if layer.format == StorageFormat::Qcow2 {
        node = node.maybe("cache-size", layer.metadata_cache_size);
    }
    node = node.maybe("data-file", data).with("file", below_format);
    node = match below {
        Some(below) => node.with("backing", below),
        None if layer.ends && has_backing(layer.format) => node.with("backing", serde_json::Value::Null),
        None => node,
    };
    build.blockdev(&node);
    Ok(format_name)
}

/// A node that another one is on.
fn through(disk: &Disk, node: Props) -> Props {
    node.with("auto-read-only", true).with("discard", "unmap").and(cache::props(disk))
}

/// The node that shows a part of what is stored, and its name.
fn part(slice: Slice, number: u32, storage: String) -> (String, Props) {
    let name = format!("libvirt-{number}-slice-sto");
    let node = Props::new()
        .with("driver", "raw")
        .with("node-name", name.as_str())
        .with("offset", slice.offset)
        .with("size", slice.size)
        .with("file", storage);
    (name, node)
}

/// Reservations of a unit go through a helper: one for the guest, or one that the definition names.
fn reserved(build: &mut Build<'_>, source: &StorageSource, storage: Props, name: &str) -> Props {
    let Some(reservations) = &source.reservations else { return storage };
    let (id, path) = match &reservations.path {
        Some(path) if reservations.managed != Some(true) => (format!("pr-helper-{name}"), path.clone()),
        _ => return storage.with("pr-manager", general::MANAGED_RESERVATIONS),
    };
    let helper =
        Props::new().with("qom-type", "pr-manager-helper").with("id", id.as_str()).with("path", path);
    build.object(&helper);
    storage.with("pr-manager", id)
}

/// QEMU's name of the driver for a format.
fn driver(format: StorageFormat) -> String {
    match format {
        StorageFormat::Vpc => "vpc".to_owned(),
        StorageFormat::Vhd => "vhdx".to_owned(),
        StorageFormat::Ploop => "parallels".to_owned(),
        StorageFormat::Fat => "vvfat".to_owned(),
        other => other.to_string(),
    }
}

/// Can an image of this format be based on another?
fn has_backing(format: StorageFormat) -> bool {
    matches!(format, StorageFormat::Qcow2 | StorageFormat::Qcow | StorageFormat::Qed | StorageFormat::Vmdk)
}

/// What the guest's use of the disk adds to a node.
fn effective(disk: &Disk, node: Props, read_only: bool) -> Props {
    let discard = match disk.driver.discard {
        Some(Discard::Unmap) => Some("unmap"),
        Some(Discard::Ignore) => Some("ignore"),
        Some(Discard::Default) | None => None,
    };
    // Zeroes cannot become holes when holes are ignored.
    let zeroes = match disk.driver.detect_zeroes {
        Some(DetectZeroes::Unmap) if disk.driver.discard == Some(Discard::Unmap) => Some("unmap"),
        Some(DetectZeroes::Unmap | DetectZeroes::On) => Some("on"),
        Some(DetectZeroes::Off) => Some("off"),
        Some(DetectZeroes::Default) | None => None,
    };
    node.with("read-only", read_only)
        .maybe("discard", discard)
        .maybe("detect-zeroes", zeroes)
        .and(cache::props(disk))
}

/// Writes what stands between the images and the device: copying what is read, and limits.
fn filters(build: &mut Build<'_>, disk: &Disk, mut top: String, numbers: &mut u32) -> String {
    if disk.driver.copy_on_read == Some(true) && !disk.readonly {
        let name = format!("libvirt-CoR-{}", disk.target.dev);
        let node = Props::new()
            .with("driver", "copy-on-read")
            .with("node-name", name.as_str())
            .with("file", top)
            .with("discard", "unmap");
        build.blockdev(&node);
        top = name;
    }
    for group in &disk.throttle_filters {
        *numbers += 1;
        let name = format!("libvirt-{numbers}-filter");
        let node = Props::new()
            .with("driver", "throttle")
            .with("node-name", name.as_str())
            .with("throttle-group", format!("throttle-{group}"))
            .with("file", top);
        build.blockdev(&node);
        top = name;
    }
    top
}
