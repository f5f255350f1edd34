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
        let missing = || e.fault(Code::InternalError, "missing input device type");
        let kind = e.supported_word("type", |text| format!("unknown input device type '{text}'"))?;
        let kind = kind.ok_or_else(missing)?;
        Ok(Self {
            kind,
            bus: e.supported_word("bus", |text| format!("unknown input bus type '{text}'"))?,
            model: e.supported_word("model", |text| format!("unknown input model '{text}'"))?,
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
        let missing = || e.fault(Code::XmlError, "Missing evdev path for input device");
        Ok(Self {
            device: Some(e.string("dev").ok_or_else(missing)?),
            grab: e.word("grab")?,
            grab_toggle: e.word("grabToggle")?,
            repeat: e.on_off("repeat")?,
        })
    }
}
