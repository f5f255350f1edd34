//! Writing `<video>`.

use xml::Writer;

use super::{Video, VideoModel};
use crate::Format;

impl Video {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("video", |w| {
            w.optional("driver", |w| {
                self.virtio.format(w);
                w.attr("name", self.driver.name);
                w.attr("vgaconf", self.driver.vgaconf.filter(|_| self.model == Some(VideoModel::Gop)));
            });
            w.optional("model", |w| {
                w.attr("type", self.model);
                w.attr("ram", self.ram);
                w.attr("vram", self.vram);
                w.attr("vram64", self.vram64);
                w.attr("vgamem", self.vgamem);
                w.attr("heads", self.heads);
                w.yes_no("primary", self.primary);
                w.on_off("blob", self.blob);
                self.inside(w);
            });
            self.info.format(w, how);
        });
    }

    fn inside(&self, w: &mut Writer) {
        if let Some(acceleration) = &self.acceleration {
            w.optional("acceleration", |w| {
                w.yes_no("accel3d", acceleration.accel3d);
                w.yes_no("accel2d", acceleration.accel2d);
                w.attr("rendernode", &acceleration.rendernode);
            });
        }
        if let Some((x, y)) = self.resolution {
            w.element("resolution", |w| {
                w.attr("x", x);
                w.attr("y", y);
            });
        }
    }
}
