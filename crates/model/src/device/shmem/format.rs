//! Writing `<shmem>`.

use xml::Writer;

use super::Shmem;
use crate::Format;

impl Shmem {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("shmem", |w| {
            w.attr("name", &self.name);
            w.attr("role", self.role);
            w.optional("model", |w| w.attr("type", self.model));
            // Whole MiB are written as such; a size is always one.
            w.text_with("size", |w| w.attr("unit", "M"), self.size.map(|kib| kib >> 10));
            if let Some(server) = &self.server {
                w.element("server", |w| w.attr("path", &server.path));
            }
            if let Some(msi) = &self.msi {
                w.element("msi", |w| {
                    w.attr("vectors", msi.vectors);
                    w.on_off("ioeventfd", msi.ioeventfd);
                });
            }
            self.info.format(w, how);
        });
    }
}
