//! Reading `<crypto>`.

use errors::Code;
use xml::{Element, Result};

use super::Crypto;
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};

impl Crypto {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let backends: Vec<Element<'_>> = e.children_named("backend").collect();
        let [backend] = backends.as_slice() else {
            return Err(e.fault(Code::XmlError, "only one crypto backend is supported"));
        };
        Ok(Self {
            model: e.required_word("model")?,
            kind: e.required_word("type")?,
            backend: backend.required_word("model")?,
            queues: backend.number("queues")?.filter(|queues| *queues != 0),
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}
