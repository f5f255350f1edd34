//! Writing `<memballoon>`.

use xml::Writer;

use super::MemBalloon;
use crate::Format;

impl MemBalloon {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("memballoon", |w| {
            w.attr("model", self.model);
            w.on_off("autodeflate", self.autodeflate);
            w.on_off("freePageReporting", self.free_page_reporting);
            w.optional("stats", |w| w.attr("period", self.stats_period));
            self.info.format(w, how);
            self.virtio.format_driver(w);
        });
    }
}
