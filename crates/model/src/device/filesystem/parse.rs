//! Reading `<filesystem>`.

use errors::Code;
use xml::{Element, Result};

use super::{AccessMode, Filesystem, FilesystemBinary, FilesystemDriver, FilesystemSource, FilesystemType};
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::device::storage::StorageFormat;
use crate::domain::IdMaps;
use crate::size::{attribute_kib, child_bytes};

impl Filesystem {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = e.word("type")?.unwrap_or(FilesystemType::Mount);
        let source = FilesystemSource::parse(kind, e)?;
        // A server that is already there decides about permissions itself.
        let external = matches!(&source, FilesystemSource::Mount { socket: Some(_), .. });
        Ok(Self {
            source,
            access_mode: e.word("accessmode")?.or((!external).then_some(AccessMode::Passthrough)),
            fmode: octal(e, "fmode")?,
            dmode: octal(e, "dmode")?,
            multidevs: e.word("multidevs")?,
            model: e.word("model")?,
            driver: e.maybe("driver", FilesystemDriver::parse)?.unwrap_or_default(),
            binary: e.maybe("binary", FilesystemBinary::parse)?.unwrap_or_default(),
            idmap: e.maybe("idmap", IdMaps::parse)?,
            target: e.child("target").and_then(|target| target.string("dir")),
            readonly: e.child("readonly").is_some(),
            space_hard_limit: child_bytes(e, "space_hard_limit", 1)?.filter(|bytes| *bytes != 0),
            space_soft_limit: child_bytes(e, "space_soft_limit", 1)?.filter(|bytes| *bytes != 0),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// A mode in octal digits.
fn octal(e: &Element<'_>, name: &str) -> Result<Option<u32>> {
    match e.attribute(name) {
        None => Ok(None),
        Some(text) => match u32::from_str_radix(text, 8) {
            Ok(mode) if mode <= 0o777 => Ok(Some(mode)),
            _ => Err(e.fault(Code::XmlError, format!("invalid {name}: '{text}'"))),
        },
    }
}

impl FilesystemSource {
    fn parse(kind: FilesystemType, e: &Element<'_>) -> Result<Self> {
        let source = e.child("source");
        let attribute = |name| source.and_then(|source| source.string(name));
        Ok(match kind {
            FilesystemType::Mount => Self::Mount { dir: attribute("dir"), socket: attribute("socket") },
            FilesystemType::Block => Self::Block { dev: attribute("dev") },
            FilesystemType::File => Self::File { file: attribute("file") },
            FilesystemType::Template => Self::Template { name: attribute("name") },
            FilesystemType::Ram => Self::Ram {
                usage: match source {
                    Some(source) => attribute_kib(&source, "usage", "units")?,
                    None => {
                        return Err(e.fault(Code::XmlError, "missing 'usage' attribute for RAM filesystem"));
                    }
                },
            },
            FilesystemType::Bind => Self::Bind { dir: attribute("dir") },
            FilesystemType::Volume => Self::Volume { pool: attribute("pool"), volume: attribute("volume") },
        })
    }
}

impl FilesystemDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            driver_type: e.word("type")?,
            format: StorageFormat::attribute(e, "format")?,
            write_policy: e.word("wrpolicy")?,
            queue: e.number("queue")?.filter(|queue| *queue != 0),
            virtio: VirtioOptions::parse(e)?,
        })
    }
}

impl FilesystemBinary {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let lock = |name| e.maybe("lock", |lock| lock.on_off(name)).map(Option::flatten);
        Ok(Self {
            path: e.string("path"),
            xattr: e.on_off("xattr")?,
            cache: e.maybe("cache", |e| e.word("mode"))?.flatten(),
            sandbox: e.maybe("sandbox", |e| e.word("mode"))?.flatten(),
            lock_posix: lock("posix")?,
            lock_flock: lock("flock")?,
            thread_pool_size: e.maybe("thread_pool", |e| e.number("size"))?.flatten(),
            open_files: e.maybe("openfiles", |e| e.nonzero("max"))?.flatten(),
        })
    }
}
