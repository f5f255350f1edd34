//! Writing `<serial>`.

use xml::Writer;

use super::Serial;
use crate::Format;

impl Serial {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("serial", |w| {
            w.attr("type", self.source.backend.kind());
            self.source.format(w, how);
            w.optional("target", |w| {
                w.attr("type", self.target_type);
                w.attr("port", self.port);
                w.optional("model", |w| w.attr("name", self.target_model));
            });
            self.info.format(w, how);
        });
    }
}
