//! Writing `<sound>`.

use xml::Writer;

use super::Sound;
use crate::Format;

impl Sound {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("sound", |w| {
            w.attr("model", self.model);
            w.yes_no("multichannel", self.multichannel);
            w.attr("streams", self.streams);
            for codec in &self.codecs {
                w.element("codec", |w| w.attr("type", *codec));
            }
            w.optional("audio", |w| w.attr("id", self.audio));
            self.info.format(w, how);
            self.virtio.format_driver(w);
        });
    }
}
