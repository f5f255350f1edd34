//! Writing `<parallel>`.

use xml::Writer;

use super::Parallel;
use crate::Format;

impl Parallel {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("parallel", |w| {
            w.attr("type", self.source.backend.kind());
            self.source.format(w, how);
            w.optional("target", |w| w.attr("port", self.port));
            self.info.format(w, how);
        });
    }
}
