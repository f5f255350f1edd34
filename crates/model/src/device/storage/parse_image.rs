//! Reading images that other images refer to.

use errors::Code;
use xml::{Element, Result, Word};

use super::{BackingStore, Image, StorageFormat, StorageSource, StorageType};
use crate::Parse;
use crate::size::bytes_at;

impl Image {
    /// Reads `<backingStore>`, `<mirror>` or `<dataStore>`: something with a type, a format, a source.
    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = e.required("type")?;
        let unknown = || e.fault(Code::XmlError, format!("unknown storage source type '{kind}'"));
        let kind = StorageType::from_word(kind).ok_or_else(unknown)?;
        let (what, required) = match e.name() {
            "backingStore" => ("backing store", true),
            "dataStore" => ("data file store", true),
            _ => ("mirror", false),
        };
        let missing = |part: &str| {
            let disk = if part == "source" || e.name() == "backingStore" { "disk " } else { "" };
            e.fault(Code::XmlError, format!("missing {disk}{what} {part}"))
        };
        let format = e.child("format");
        let name = format.and_then(|format| format.attribute("type")).filter(|name| !name.is_empty());
        if name.is_none() && required {
            return Err(missing("format"));
        }
        let source = e.child("source");
        if source.is_none() && required {
            return Err(missing("source"));
        }
        Ok(Self {
            format: name.map(|name| source_format(e, name)).transpose()?.flatten(),
            metadata_cache_size: metadata_cache_size(e, "format/")?,
            source: StorageSource::parse(kind, source.as_ref(), how)?,
            backing: BackingStore::of(e, how)?.map(Box::new),
        })
    }
}

/// The size of an image's metadata cache in bytes, which `within` an element (`format/`, or nothing) tells.
pub(crate) fn metadata_cache_size(e: &Element<'_>, within: &str) -> Result<Option<u64>> {
    let path = format!("./{within}metadata_cache/max_size");
    bytes_at(e, &path, &path, 1)
}

fn source_format(e: &Element<'_>, name: &str) -> Result<Option<StorageFormat>> {
    match StorageFormat::from_word(name) {
        None if name == "none" => Ok(None),
        None => Err(e.fault(Code::XmlError, format!("unknown storage source format '{name}'"))),
        known => Ok(known),
    }
}

impl BackingStore {
    /// Reads what an image is based on; `None` when nothing is said about it.
    pub(crate) fn of(e: &Element<'_>, how: Parse) -> Result<Option<Self>> {
        let Some(backing) = e.child("backingStore") else { return Ok(None) };
        match backing.attribute("type") {
            None => Ok(Some(Self::Nothing)),
            Some(_) => Ok(Some(Self::Image(Box::new(Image::parse(&backing, how)?)))),
        }
    }
}
