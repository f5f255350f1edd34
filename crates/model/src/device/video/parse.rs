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
        if let Some(model) = e.child("model") {
            video.model(&model)?;
        }
        Ok(video)
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
        self.primary = (e.attribute("primary") == Some("yes")).then_some(true);
        self.blob = e.on_off("blob")?;
        self.acceleration = e.maybe("acceleration", Acceleration::parse)?;
        self.resolution = e.maybe("resolution", resolution)?;
        Ok(())
    }
}

fn resolution(e: &Element<'_>) -> Result<(u32, u32)> {
    let (x, y) = (e.required_number("x")?, e.required_number("y")?);
    if x == 0 || y == 0 {
        let what = "video resolution values must be greater than 0";
        return Err(e.fault(Code::ConfigUnsupported, what));
    }
    Ok((x, y))
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
        Ok(Self { name: e.word("name")?, vgaconf: e.attribute("vgaconf").and_then(Word::from_word) })
    }
}
