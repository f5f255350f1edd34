//! Reading `<video>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{Acceleration, Video, VideoDriver};
use crate::Parse;
use crate::device::info::{DeviceInfo, VirtioOptions};

impl Video {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let mut video = Self {
            driver: e.maybe("driver", VideoDriver::parse)?.unwrap_or_default(),
            virtio: VirtioOptions::of(e)?,
            info: DeviceInfo::parse(e, how)?,
            ..Self::default()
        };
        let mut models = e.children_named("model");
        if let Some(model) = models.next() {
            video.model(&model)?;
        }
        match models.next() {
            Some(second) => Err(second.fault(Code::XmlError, "Only one 'model' element is allowed")),
            None => Ok(video),
        }
    }

    fn model(&mut self, e: &Element<'_>) -> Result<()> {
        self.model = match e.attribute("type") {
            None | Some("default") => None,
            Some(text) => Some(Word::from_word(text).ok_or_else(|| e.invalid_attribute("type", text))?),
        };
        self.ram = e.number("ram")?.filter(|kib| *kib != 0);
        self.vram = e.number("vram")?.filter(|kib| *kib != 0);
        self.vram64 = e.number("vram64")?.filter(|kib| *kib != 0);
        self.vgamem = e.number("vgamem")?.filter(|kib| *kib != 0);
        self.heads = e.number("heads")?.filter(|heads| *heads != 0);
        self.primary = e.yes_no("primary")?.filter(|primary| *primary);
        self.blob = e.on_off("blob")?;
        self.acceleration = e.maybe("acceleration", Acceleration::parse)?;
        self.resolution = e.maybe("resolution", resolution)?;
        Ok(())
    }
}

fn resolution(e: &Element<'_>) -> Result<(u32, u32)> {
    let part = |name| e.nonzero(name)?.ok_or_else(|| e.missing_attribute(name));
    Ok((part("x")?, part("y")?))
}

impl Acceleration {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            accel2d: e.yes_no("accel2d")?,
            accel3d: e.yes_no("accel3d")?,
            rendernode: e.string("rendernode"),
        })
    }
}

impl VideoDriver {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self { name: e.word("name")?, vgaconf: e.word("vgaconf")? })
    }
}
