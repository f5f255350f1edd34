//! Writing `<pstore>`.

use xml::Writer;

use super::Pstore;
use crate::Format;
use crate::memory::kib;

impl Pstore {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("pstore", |w| {
            w.attr("backend", self.backend);
            w.text("path", &self.path);
            kib(w, "size", self.size);
            self.info.format(w, how);
        });
    }
}
