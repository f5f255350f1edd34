//! Reading `<rng>`.

use errors::Code;
use xml::{Element, Result};

use super::{Rng, RngBackend, RngBackendModel, RngRate};
use crate::Parse;
use crate::device::chardev::{CharSource, CharType};
use crate::device::info::{DeviceInfo, VirtioOptions};

impl Rng {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let backends: Vec<Element<'_>> = e.children_named("backend").collect();
        let [backend] = backends.as_slice() else {
            return Err(e.fault(Code::XmlError, "only one RNG backend is supported"));
        };
        Ok(Self {
            model: e.required_word("model")?,
            rate: e.maybe("rate", RngRate::parse)?.flatten(),
            backend: RngBackend::parse(backend, how)?,
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl RngRate {
    fn parse(e: &Element<'_>) -> Result<Option<Self>> {
        let bytes = match e.attribute("bytes").filter(|text| !text.is_empty()) {
            None => return Ok(None),
            Some(text) => {
                text.parse().map_err(|_| e.fault(Code::XmlError, "invalid RNG rate bytes value"))?
            }
        };
        let period = match e.attribute("period").filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => {
                Some(text.parse().map_err(|_| e.fault(Code::XmlError, "invalid RNG rate period value"))?)
            }
        };
        Ok(Some(Self { bytes, period: period.filter(|ms| *ms != 0) }).filter(|rate| rate.bytes != 0))
    }
}

impl RngBackend {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(match e.required_word("model")? {
            RngBackendModel::Random => {
                let path = e.text();
                Self::Random { path: Some(path.into_owned()).filter(|path| !path.is_empty()) }
            }
            RngBackendModel::Egd => {
                let missing = || e.fault(Code::XmlError, "missing EGD backend type");
                let unknown = |text: &str| format!("unknown backend type '{text}' for egd");
                let kind: CharType = e.supported_word("type", unknown)?.ok_or_else(missing)?;
                Self::Egd(Box::new(CharSource::parse_kind(kind, e, how)?))
            }
            RngBackendModel::Builtin => Self::Builtin,
        })
    }
}
