//! The graph of block nodes behind a disk.

use errors::{Code, Error, Result};
use model::device::disk::{DetectZeroes, Discard, Disk, DiskDevice, IoMode};
use model::device::storage::{BackingStore, Image, Location, StorageFormat, StorageSource};

use super::cache;
use crate::build::Build;
use crate::option::Props;

/// One layer of the chain: the image on top, or one that it is based on.
struct Layer<'a> {
    number: u32,
    format: StorageFormat,
    source: &'a StorageSource,
    read_only: bool,
}

/// Writes the nodes of a disk, the deepest first, and gives the name of the node on top; `None` for
/// a drive without a medium.
///
/// `numbers` counts the nodes of the whole guest.
pub(super) fn nodes(build: &mut Build<'_>, disk: &Disk, numbers: &mut u32) -> Result<Option<String>> {
    if disk.source.location.is_empty() {
        return Ok(None);
    }
    let layers = layers(disk, numbers);
    let mut below = None;
    for (depth, layer) in layers.iter().enumerate().rev() {
        let top = depth == 0;
        let last = depth + 1 == layers.len();
        below = Some(write_layer(build, disk, layer, top, last, below)?);
    }
    Ok(below)
}

/// How many numbers the layers of a disk take; a drive keeps one for the medium it may get.
pub(super) fn count(disk: &Disk) -> u32 {
    let mut count = 0;
    layers(disk, &mut count);
    count
}

/// The chain from top to bottom, numbered in that order.
fn layers<'a>(disk: &'a Disk, numbers: &mut u32) -> Vec<Layer<'a>> {
    let mut number = || {
        *numbers += 1;
        *numbers
    };
    let format = disk.driver.format.unwrap_or(StorageFormat::Raw);
    let mut layers = vec![Layer {
        number: disk.source.index.unwrap_or_else(&mut number),
        format,
        source: &disk.source,
        read_only: disk.readonly,
    }];
    let mut backing = disk.backing.as_ref();
    while let Some(BackingStore::Image(image)) = backing {
        let Image { format, source, backing: next, .. } = image.as_ref();
        layers.push(Layer {
            number: source.index.unwrap_or_else(&mut number),
            format: format.unwrap_or(StorageFormat::Raw),
            source,
            read_only: true,
        });
        backing = next.as_deref();
    }
    layers
}

/// Writes the nodes of one layer; gives the name of its upper one.
fn write_layer(
    build: &mut Build<'_>,
    disk: &Disk,
    layer: &Layer<'_>,
    top: bool,
    last: bool,
    below: Option<String>,
) -> Result<String> {
    let storage_name = format!("libvirt-{}-storage", layer.number);
    let io = disk.driver.io;
    let storage = location(build, disk, layer.source, io)?.with("node-name", storage_name.as_str());
    // A raw image is its storage: no node interprets it.
    if !needs_format_node(disk, layer) {
        let storage = if top {
            effective(disk, storage, layer.read_only)
        } else {
            storage.with("read-only", layer.read_only)
        };
        build.blockdev(&storage);
        return Ok(storage_name);
    }
    let storage =
        storage.with("auto-read-only", true).with("discard", "unmap").and(cache::props(disk.driver.cache));
    build.blockdev(&storage);
    let name = format!("libvirt-{}-format", layer.number);
    let mut node = Props::new().with("node-name", name.as_str());
    node = if top {
        effective(disk, node, layer.read_only)
    } else {
        node.with("read-only", layer.read_only).and(cache::props(disk.driver.cache))
    };
    node = node.with("driver", layer.format.to_string());
    if layer.format == StorageFormat::Qcow2 && top && disk.driver.discard_no_unref == Some(true) {
        node = node.with("discard-no-unref", true);
    }
    node = node.with("file", storage_name);
    match below {
        Some(below) => node = node.with("backing", below),
        // An image whose definition ends the chain has nothing below it, whatever its header says.
        None if last && ends_chain(disk, layer, top) => node = node.with("backing", serde_json::Value::Null),
        None => {}
    }
    build.blockdev(&node);
    Ok(name)
}

fn ends_chain(disk: &Disk, layer: &Layer<'_>, top: bool) -> bool {
    let _ = top;
    let mut backing = disk.backing.as_ref();
    while let Some(BackingStore::Image(image)) = backing {
        backing = image.backing.as_deref();
    }
    matches!(backing, Some(BackingStore::Nothing)) && layer.format == StorageFormat::Qcow2
}

fn needs_format_node(disk: &Disk, layer: &Layer<'_>) -> bool {
    let _ = disk;
    layer.format != StorageFormat::Raw || layer.source.slices.is_some() || layer.source.encryption.is_some()
}

/// What the guest's use of the image adds to the node on top.
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
        .and(cache::props(disk.driver.cache))
}

/// Where the bytes are.
fn location(build: &Build<'_>, disk: &Disk, source: &StorageSource, io: Option<IoMode>) -> Result<Props> {
    let aio = match io {
        Some(IoMode::Native) => Some("native"),
        Some(IoMode::Threads) => Some("threads"),
        Some(IoMode::IoUring) => Some("io_uring"),
        Some(IoMode::Default) | None => None,
    };
    match &source.location {
        Location::File(Some(path)) => {
            Ok(Props::new().with("driver", "file").with("filename", path.as_str()).maybe("aio", aio))
        }
        Location::Block(Some(path)) => {
            let drive = disk.device == Some(DiskDevice::Cdrom) && build.context.cdrom_drives.contains(path);
            let driver = if drive { "host_cdrom" } else { "host_device" };
            Ok(Props::new().with("driver", driver).with("filename", path.as_str()).maybe("aio", aio))
        }
        other => Err(Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Qemu,
            format!("disks of type '{}' are not supported yet", other.kind()),
        )),
    }
}
