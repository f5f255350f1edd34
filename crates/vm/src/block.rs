//! A disk of a guest: found by name, asked for its size and counters, read, resized, watched.

use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::device::disk::Disk;
use model::device::storage::{Location, StorageFormat};
use serde_json::{Value, json};

use crate::guest::Guest;
use crate::{disks, image_size};

/// How large a disk is, in bytes (`virDomainBlockInfo`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockInfo {
    /// What the guest sees.
    pub capacity: u64,
    /// What the host has set aside.
    pub allocation: u64,
    /// The end of the image on the host.
    pub physical: u64,
}

/// What has gone through a disk since its guest started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlockCounters {
    /// Reads.
    pub reads: u64,
    /// Bytes read.
    pub read_bytes: u64,
    /// Time spent reading, in ns.
    pub read_ns: u64,
    /// Writes.
    pub writes: u64,
    /// Bytes written.
    pub written_bytes: u64,
    /// Time spent writing, in ns.
    pub write_ns: u64,
    /// Flushes.
    pub flushes: u64,
    /// Time spent flushing, in ns.
    pub flush_ns: u64,
}

/// What size a disk is to get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewSize {
    /// So many bytes.
    Bytes(u64),
    /// All that its block device has.
    Capacity,
}

/// What QEMU calls a disk.
#[derive(Debug, Clone)]
pub(crate) struct BlockDevice {
    /// The device of the guest.
    pub(crate) qdev: String,
    /// The topmost node; `None` for an empty drive.
    pub(crate) node: Option<String>,
    /// Its entry of `query-block`.
    pub(crate) entry: Value,
}

impl BlockDevice {
    /// The disk's entry in a reply to `query-block`.
    ///
    /// # Errors
    /// 1 when QEMU has no such device.
    pub(crate) fn of(reply: &Value, disk: &Disk) -> Result<Self> {
        let alias = disk.info.alias.as_deref().unwrap_or_default();
        let entry = reply.as_array().into_iter().flatten().find(|entry| belongs_to(entry, alias));
        let entry = entry.ok_or_else(|| {
            Error::internal(ErrorDomain::Qemu, format!("QEMU has no block device '{alias}'"))
        })?;
        Ok(Self {
            qdev: entry["qdev"].as_str().unwrap_or_default().to_owned(),
            node: entry["inserted"]["node-name"].as_str().map(str::to_owned),
            entry: entry.clone(),
        })
    }
}

/// QEMU names the device behind a block back-end by its place in the object tree, which has our alias in it.
pub(crate) fn belongs_to(entry: &Value, alias: &str) -> bool {
    let device = entry["qdev"].as_str().unwrap_or_default();
    !alias.is_empty() && (device == alias || device.split('/').any(|part| part == alias))
}

/// The disk with this target or source path.
pub(crate) fn find<'a>(domain: &'a Domain, name: &str) -> Option<&'a Disk> {
    domain.devices.disks.iter().find(|disk| is_called(disk, name))
}

/// The same, to be changed.
pub(crate) fn find_mut<'a>(domain: &'a mut Domain, name: &str) -> Option<&'a mut Disk> {
    domain.devices.disks.iter_mut().find(|disk| is_called(disk, name))
}

fn is_called(disk: &Disk, name: &str) -> bool {
    disk.target.dev == name || (!name.is_empty() && disks::source_path(disk).is_some_and(|path| path == name))
}

impl Guest {
    /// How large a disk is (DOMAIN_GET_BLOCK_INFO); a running QEMU knows what the guest sees of it.
    ///
    /// # Errors
    /// 8 for a disk that is not there or has nothing in it; 38 when its image cannot be looked at; 68 when QEMU
    /// does not answer in time.
    pub async fn block_info(&self, path: &str) -> Result<BlockInfo> {
        let view = self.view();
        let definition = view.definition()?;
        let disk = find(definition.domain(), path)
            .ok_or_else(|| bad(format!("invalid path {path} not assigned to domain")))?;
        if disks::is_empty(disk) {
            return Err(no_source(disk));
        }
        if !view.is_active() {
            return sizes_at_rest(disk);
        }
        let (stats, nodes) =
            tokio::join!(self.query("query-blockstats", Value::Null), self.query("query-block", Value::Null));
        let alias = disk.info.alias.as_deref().unwrap_or_default();
        let stats = stats?;
        let counted = stats.as_array().into_iter().flatten().find(|entry| belongs_to(entry, alias));
        let image = BlockDevice::of(&nodes?, disk)?.entry["inserted"]["image"].clone();
        let mut info = BlockInfo {
            capacity: image["virtual-size"].as_u64().unwrap_or(0),
            allocation: counted.and_then(highest_offset).unwrap_or(0),
            physical: image["actual-size"].as_u64().unwrap_or(0),
        };
        // What the host's own files take is better known from themselves; of a block device QEMU alone knows
        // how far it has been written.
        if let Some(path) = disks::source_path(disk)
            && let Ok((physical, allocated, is_device)) = on_host(&path)
        {
            info.physical = physical;
            if !is_device {
                info.allocation = allocated;
            } else if disk.driver.format == Some(StorageFormat::Raw) {
                info.allocation = physical;
            }
        }
        Ok(info)
    }

    /// What has gone through a disk (DOMAIN_BLOCK_STATS, DOMAIN_BLOCK_STATS_FLAGS); of all together when `path`
    /// is empty.
    ///
    /// # Errors
    /// 55 "domain is not running"; 8 "invalid path"; 68 when QEMU does not answer in time.
    pub async fn block_counters(&self, path: &str) -> Result<BlockCounters> {
        let live = self.live()?;
        let wanted: Vec<&str> = if path.is_empty() {
            live.domain().devices.disks.iter().filter_map(|disk| disk.info.alias.as_deref()).collect()
        } else {
            let disk = find(live.domain(), path).ok_or_else(|| bad(format!("invalid path: {path}")))?;
            vec![disk.info.alias.as_deref().unwrap_or_default()]
        };
        let reply = self.query("query-blockstats", Value::Null).await?;
        let mut sum = BlockCounters::default();
        for entry in reply.as_array().into_iter().flatten() {
            if wanted.iter().any(|alias| belongs_to(entry, alias)) {
                sum.add(&entry["stats"]);
            }
        }
        Ok(sum)
    }

    /// Bytes of a raw image, as the host has them (DOMAIN_BLOCK_PEEK).
    ///
    /// # Errors
    /// 8 for an unknown disk or for what is beyond its end; 84 for another format; 38 when it cannot be read.
    pub async fn block_peek(&self, path: &str, offset: u64, size: u32) -> Result<Vec<u8>> {
        let view = self.view();
        let definition = view.definition()?;
        let disk = find(definition.domain(), path).ok_or_else(|| not_in_domain(path))?;
        let format = disk.driver.format;
        if format != Some(StorageFormat::Raw) || disks::is_empty(disk) {
            let found = match format {
                Some(format) if !disks::is_empty(disk) => format.to_string(),
                _ => "none".to_owned(),
            };
            let detail = format!("peeking is only supported for disk with 'raw' format not '{found}'");
            return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
        }
        let Some(file) = disks::source_path(disk) else {
            let detail = "peeking is only supported for images that the host has as a file or device";
            return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
        };
        let target = disk.target.dev.clone();
        tokio::task::spawn_blocking(move || read_at(Path::new(&file), &target, offset, size))
            .await
            .map_err(|why| Error::internal(ErrorDomain::Qemu, why.to_string()))?
    }

    /// Resizes a disk of a running guest (DOMAIN_BLOCK_RESIZE).
    ///
    /// # Errors
    /// 55; 8 for an unknown disk; 84 for one that is empty, read-only or not to be resized like this.
    pub async fn block_resize(&self, path: &str, size: NewSize) -> Result<()> {
        let live = self.live()?;
        let disk = find(live.domain(), path)
            .ok_or_else(|| bad(format!("disk '{path}' was not found in the domain config")))?;
        if disks::is_empty(disk) || disk.readonly {
            let detail = format!("can't resize empty or readonly disk '{}'", disk.target.dev);
            return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
        }
        let bytes = match size {
            NewSize::Bytes(bytes) => match disk.driver.format {
                // These keep their size in whole sectors.
                Some(StorageFormat::Qcow2 | StorageFormat::Qed) => bytes.next_multiple_of(512),
                _ => bytes,
            },
            NewSize::Capacity => match &disk.source.location {
                Location::Block(Some(path)) if disk.driver.format == Some(StorageFormat::Raw) => {
                    image_size::of_device(Path::new(path)).map_err(|why| {
                        Error::io(ErrorDomain::Qemu, &why, format_args!("cannot look at {path}"))
                    })?
                }
                _ => {
                    let detail =
                        "block resize to full capacity supported only with 'raw' local block-based disks";
                    return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
                }
            },
        };
        let node = self.block_device(disk).await?.node.unwrap_or_default();
        self.command("block_resize", json!({ "node-name": node, "size": bytes })).await.map(drop)
    }

    /// Tells listeners (event 24) when a disk has been written past `threshold` bytes; 0 for never
    /// (DOMAIN_SET_BLOCK_THRESHOLD). `device` is a target, with an image's number in brackets for one that it
    /// is based on.
    ///
    /// # Errors
    /// 55; 8 "failed to find disk"; 68 when QEMU does not answer in time.
    pub async fn set_block_threshold(&self, device: &str, threshold: u64) -> Result<()> {
        let live = self.live()?;
        let unknown = || bad(format!("failed to find disk '{device}'"));
        let (target, index) = match device.strip_suffix(']').and_then(|device| device.split_once('[')) {
            Some((target, index)) => (target, Some(index.parse::<u32>().map_err(|_| unknown())?)),
            None => (device, None),
        };
        let disk = live.domain().devices.disks.iter().find(|disk| disk.target.dev == target);
        let disk = disk.ok_or_else(unknown)?;
        if disks::is_empty(disk) {
            return Err(no_source(disk));
        }
        let index = match index {
            Some(index) if !images(disk).contains(&index) => return Err(unknown()),
            Some(index) => Some(index),
            None => disk.source.index,
        };
        let node = index.map(|index| format!("libvirt-{index}-storage")).ok_or_else(unknown)?;
        let arguments = json!({ "node-name": node, "write-threshold": threshold });
        self.command("block-set-write-threshold", arguments).await.map(drop)
    }

    /// Disks that stopped working, with `virDomainDiskErrorCode` (DOMAIN_GET_DISK_ERRORS).
    ///
    /// # Errors
    /// 55; 68 when QEMU does not answer in time.
    pub async fn disk_errors(&self) -> Result<Vec<(String, i32)>> {
        let live = self.live()?;
        let reply = self.query("query-block", Value::Null).await?;
        let mut failed = Vec::new();
        for disk in &live.domain().devices.disks {
            let alias = disk.info.alias.as_deref().unwrap_or_default();
            let entry = reply.as_array().into_iter().flatten().find(|entry| belongs_to(entry, alias));
            let code = match entry.and_then(|entry| entry["io-status"].as_str()) {
                Some("failed") => 1,
                Some("nospace") => 2,
                _ => continue,
            };
            failed.push((disk.target.dev.clone(), code));
        }
        Ok(failed)
    }

    /// What QEMU calls a disk.
    pub(crate) async fn block_device(&self, disk: &Disk) -> Result<BlockDevice> {
        BlockDevice::of(&self.query("query-block", Value::Null).await?, disk)
    }
}

impl BlockCounters {
    /// Adds the `stats` of an entry of `query-blockstats`.
    fn add(&mut self, stats: &Value) {
        for (sum, name) in [
            (&mut self.reads, "rd_operations"),
            (&mut self.read_bytes, "rd_bytes"),
            (&mut self.read_ns, "rd_total_time_ns"),
            (&mut self.writes, "wr_operations"),
            (&mut self.written_bytes, "wr_bytes"),
            (&mut self.write_ns, "wr_total_time_ns"),
            (&mut self.flushes, "flush_operations"),
            (&mut self.flush_ns, "flush_total_time_ns"),
        ] {
            *sum = sum.saturating_add(stats[name].as_u64().unwrap_or(0));
        }
    }
}

/// How far an image has been written: told by the node that is its file, or by the topmost where that is all.
pub(crate) fn highest_offset(entry: &Value) -> Option<u64> {
    let of = |entry: &Value| entry["stats"]["wr_highest_offset"].as_u64();
    entry.get("parent").and_then(of).or_else(|| of(entry))
}

/// The numbers of a disk's images, the topmost first.
fn images(disk: &Disk) -> Vec<u32> {
    let mut found: Vec<u32> = disk.source.index.into_iter().collect();
    found.extend(disk.backing_images().filter_map(|image| image.source.index));
    found
}

/// The sizes of an image that nobody has open.
pub(crate) fn sizes_at_rest(disk: &Disk) -> Result<BlockInfo> {
    let Some(path) = disks::source_path(disk) else {
        let detail = "the image of the disk can only be looked at while the domain runs";
        return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
    };
    let trouble =
        |why: std::io::Error| Error::io(ErrorDomain::Storage, &why, format_args!("cannot look at {path}"));
    let (physical, allocation, _) = on_host(&path).map_err(trouble)?;
    let capacity = match disk.driver.format {
        Some(StorageFormat::Raw) | None => None,
        Some(_) => image_size::virtual_size(Path::new(&path)).map_err(trouble)?,
    };
    Ok(BlockInfo { capacity: capacity.unwrap_or(physical), allocation, physical })
}

/// End, allocated bytes, and whether it is a block device.
fn on_host(path: &str) -> std::io::Result<(u64, u64, bool)> {
    let data = std::fs::metadata(path)?;
    if data.file_type().is_block_device() {
        let size = image_size::of_device(Path::new(path))?;
        return Ok((size, size, true));
    }
    Ok((data.len(), data.blocks().saturating_mul(512), false))
}

fn read_at(path: &Path, target: &str, offset: u64, size: u32) -> Result<Vec<u8>> {
    use std::os::unix::fs::FileExt as _;
    let trouble = |what: &str, why: &std::io::Error| {
        Error::io(ErrorDomain::Storage, why, format_args!("{what} '{}'", path.display()))
    };
    let file = std::fs::File::open(path).map_err(|why| trouble("Failed to open file", &why))?;
    let mut buffer = vec![0; size as usize];
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        let read = file.read_at(rest, offset.saturating_add(filled as u64));
        match read.map_err(|why| trouble("Failed to read file", &why))? {
            0 => {
                let detail = format!("'{target}' starting from {offset} has only {filled} bytes available");
                return Err(bad(detail));
            }
            count => filled += count,
        }
    }
    Ok(buffer)
}

/// Nothing is in the drive.
pub(crate) fn no_source(disk: &Disk) -> Error {
    bad(format!("disk '{}' does not currently have a source assigned", disk.target.dev))
}

fn not_in_domain(path: &str) -> Error {
    bad(format!("disk '{path}' not found in domain"))
}

fn bad(detail: impl Into<String>) -> Error {
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_by_its_place_in_the_object_tree() {
        let virtio = json!({"qdev": "/machine/peripheral/virtio-disk1/virtio-backend"});
        assert!(belongs_to(&virtio, "virtio-disk1"));
        assert!(!belongs_to(&virtio, "virtio-disk"));
        assert!(!belongs_to(&virtio, ""));
        assert!(belongs_to(&json!({"qdev": "sata0-0-0"}), "sata0-0-0"));
    }

    #[test]
    fn what_is_written_is_told_by_the_file_below() {
        let layered =
            json!({"stats": {"wr_highest_offset": 0}, "parent": {"stats": {"wr_highest_offset": 9}}});
        assert_eq!(highest_offset(&layered), Some(9));
        assert_eq!(highest_offset(&json!({"stats": {"wr_highest_offset": 3}})), Some(3));
    }

    #[test]
    fn reading_ends_with_the_image() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("image");
        std::fs::write(&path, b"0123456789").unwrap();
        assert_eq!(read_at(&path, "vda", 2, 3).unwrap(), b"234");
        let message = |offset, size| read_at(&path, "vda", offset, size).unwrap_err().message;
        assert_eq!(message(8, 5), "invalid argument: 'vda' starting from 8 has only 2 bytes available");
        assert_eq!(message(80, 5), "invalid argument: 'vda' starting from 80 has only 0 bytes available");
    }
}
