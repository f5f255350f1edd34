//! Writing `<hub>`.

use xml::Writer;

use super::Hub;
use crate::Format;

impl Hub {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("hub", |w| {
            w.attr("type", self.kind);
            self.info.format(w, how);
        });
    }
}
