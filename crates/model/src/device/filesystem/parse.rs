//! Reading `<filesystem>`.

use errors::Code;
use xml::{Element, Number, Result};

use super::{
    AccessMode, Filesystem, FilesystemBinary, FilesystemDriver, FilesystemDriverType, FilesystemSource,
    FilesystemType,
};
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::domain::IdMaps;
use crate::missing::missing;
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
        let driver = e.maybe("driver", FilesystemDriver::parse)?.unwrap_or_default();
        // Only one kind of server is told how to serve.
        let virtiofs = driver.driver_type == Some(FilesystemDriverType::Virtiofs);
        let binary = if virtiofs { e.maybe("binary", FilesystemBinary::parse)? } else { None };
        let idmap = if virtiofs { e.maybe("idmap", IdMaps::parse_any)? } else { None };
        Ok(Self {
            source,
            access_mode: access_mode(e)?.or((!external).then_some(AccessMode::Passthrough)),
            fmode: octal(e, "fmode")?,
            dmode: octal(e, "dmode")?,
            multidevs: e.word("multidevs")?,
            model: e.word("model")?,
            driver,
            binary: binary.unwrap_or_default(),
            idmap,
            target: e.child("target").and_then(|target| target.string("dir")),
            readonly: e.child("readonly").is_some(),
            space_hard_limit: child_bytes(e, "space_hard_limit", 1)?.filter(|bytes| *bytes != 0),
            space_soft_limit: child_bytes(e, "space_soft_limit", 1)?.filter(|bytes| *bytes != 0),
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

/// Whose permissions count; nobody's in particular when the attribute is empty.
fn access_mode(e: &Element<'_>) -> Result<Option<AccessMode>> {
    match e.attribute("accessmode") {
        Some("") => Ok(None),
        _ => e.word("accessmode"),
    }
}

/// A mode in octal digits.
fn octal(e: &Element<'_>, name: &str) -> Result<Option<u32>> {
    let Some(text) = e.attribute(name) else { return Ok(None) };
    match u32::from_str_radix(text, 8) {
        Ok(mode) if mode <= 0o777 => Ok(Some(mode)),
        Ok(_) => Err(e.fault(Code::XmlError, format!("invalid {name}: '{text}'"))),
        // What is no number is told as any other number's reader tells it.
        Err(_) => e.number::<u32>(name).and(Err(e.invalid_attribute(name, text))),
    }
}

impl FilesystemSource {
    /// Reads `<source>`, which must say what is shared.
    fn parse(kind: FilesystemType, e: &Element<'_>) -> Result<Self> {
        let source = Self::parse_kind(kind, e)?;
        let target = e.child("target").and_then(|target| target.string("dir"));
        let Some(name) = source.shown() else {
            return Err(missing(e, Code::NoSource, target.as_deref()));
        };
        match target {
            Some(_) => Ok(source),
            None => Err(missing(e, Code::NoTarget, name.as_deref())),
        }
    }

    fn parse_kind(kind: FilesystemType, e: &Element<'_>) -> Result<Self> {
        let source = e.child("source");
        let attribute = |name| source.and_then(|source| source.string(name));
        Ok(match kind {
            FilesystemType::Mount => Self::Mount { dir: attribute("dir"), socket: attribute("socket") },
            FilesystemType::Block => Self::Block { dev: attribute("dev") },
            FilesystemType::File => Self::File { file: attribute("file") },
            FilesystemType::Template => Self::Template { name: attribute("name") },
            FilesystemType::Ram => Self::Ram { usage: usage(e, source)? },
            FilesystemType::Bind => Self::Bind { dir: attribute("dir") },
            FilesystemType::Volume => volume(e, attribute("pool"), attribute("volume"))?,
        })
    }
}

/// A volume: both names are given, or none.
fn volume(e: &Element<'_>, pool: Option<String>, volume: Option<String>) -> Result<FilesystemSource> {
    if pool.is_some() != volume.is_some() {
        let what = "'pool' and 'volume' must be specified together for 'pool' type source";
        return Err(e.fault(Code::XmlError, what));
    }
    Ok(FilesystemSource::Volume { pool, volume })
}

/// How much memory a file system may take, in KiB.
fn usage(e: &Element<'_>, source: Option<Element<'_>>) -> Result<u64> {
    let source = source.filter(|source| source.attribute("usage").is_some());
    let missing = || e.fault(Code::XmlError, "missing 'usage' attribute for RAM filesystem");
    let source = source.ok_or_else(missing)?;
    let text = source.attribute("usage").unwrap_or_default();
    if text.parse::<i64>().is_err() {
        let what = format!("cannot parse usage '{text}' for RAM filesystem");
        return Err(e.fault(Code::XmlError, what));
    }
    attribute_kib(&source, "usage", "units")
}

impl FilesystemDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            driver_type: e.word("type")?,
            format: e.supported_word("format", |text| format!("unknown driver format value '{text}'"))?,
            write_policy: e.word("wrpolicy")?,
            queue: virtiofs_number(e, "queue", "queue size")?.filter(|queue| *queue != 0),
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
            thread_pool_size: e
                .maybe("thread_pool", |e| virtiofs_number(e, "size", "thread pool size"))?
                .flatten(),
            open_files: e
                .maybe("openfiles", |e| virtiofs_number(e, "max", "openfiles"))?
                .flatten()
                .filter(|files| *files != 0),
        })
    }
}

/// A number that virtiofsd is told; an empty one is as good as none.
fn virtiofs_number<T: Number>(e: &Element<'_>, name: &str, what: &str) -> Result<Option<T>> {
    let Some(text) = e.attribute(name).filter(|text| !text.is_empty()) else { return Ok(None) };
    let invalid = || e.fault(Code::XmlError, format!("cannot parse {what} '{text}' for virtiofs"));
    T::from_text(text, 10).map(Some).ok_or_else(invalid)
}
