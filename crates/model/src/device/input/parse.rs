//! Reading `<input>`.

use errors::Code;
use xml::{Element, Result};

use super::{Input, InputSource, InputType};
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};

impl Input {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let kind = e.required_word("type")?;
        Ok(Self {
            kind,
            bus: e.word("bus")?,
            model: e.word("model")?,
            source: e.maybe("source", |source| InputSource::parse(source, kind))?.unwrap_or_default(),
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl InputSource {
    fn parse(e: &Element<'_>, kind: InputType) -> Result<Self> {
        if kind != InputType::Evdev {
            return Ok(Self { device: e.string("evdev"), ..Self::default() });
        }
        let missing = || e.fault(Code::XmlError, "Missing required attribute 'dev' in element 'source'");
        Ok(Self {
            device: Some(e.string("dev").ok_or_else(missing)?),
            grab: e.word("grab")?,
            grab_toggle: e.word("grabToggle")?,
            repeat: e.on_off("repeat")?,
        })
    }
}
